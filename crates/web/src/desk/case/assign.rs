//! `POST /cases/{id}/assign`: hands a case to a unit and a person.

use app::authorise::Action;
use app::{AppError, Dossier, Role};
use axum::extract::Path;
use axum::http::StatusCode;

use super::case_id;
use super::show::{Shown, render};
use crate::answer::{Answer, see};
use crate::form::Form;
use crate::page::PageContext;
use crate::route::{Needs, Route};

pub(crate) fn routes() -> Vec<Route> {
    vec![Route::post("/cases/{id}/assign", Needs::OneOf(&[Action::Assign]), assign)]
}

/// The posts that handle cases.
const HANDLES: [Role; 3] = [Role::DisclosureOfficer, Role::UnitHandler, Role::HeadOfDisclosureOffice];

/// Values and labels of a list.
pub(super) type Choices = Vec<(String, String)>;

/// The units and the people a case may be handed to.
pub(super) fn choices(page: &PageContext, dossier: &Dossier) -> (Choices, Choices) {
    let mut units = vec![(String::new(), "政府信息公开工作机构".to_owned())];
    units.extend(page.profile.units.iter().map(|unit| (unit.clone(), unit.clone())));
    let mut officers = vec![(String::new(), "由处室指定".to_owned())];
    let present = dossier.view.case.officer.as_deref();
    let people = dossier.people.iter().filter(|person| {
        let handles = person.roles.iter().any(|role| HANDLES.contains(role));
        (person.active && handles) || Some(person.login.as_str()) == present
    });
    officers.extend(people.map(|person| {
        let unit = person.unit.as_deref().map_or_else(String::new, |unit| format!("（{unit}）"));
        (person.login.clone(), format!("{}{unit}", dossier.people.name(&person.login)))
    }));
    (units, officers)
}

async fn assign(page: PageContext, Path(id): Path<String>, form: Form) -> Answer {
    let id = case_id(&id)?;
    let mut filled = form.filled;
    let reason = filled.get("reason").to_owned();
    let occasion = page.occasion().because(&reason);
    let occasion = match filled.get("seen").parse() {
        Ok(seen) => occasion.having_seen(seen),
        Err(_) => occasion,
    };
    let failed = match page.app.assign(&occasion, id, filled.get("unit"), filled.get("officer")).await {
        Ok(_) => return Ok(see(&format!("/cases/{id}?done=assigned"))),
        Err(AppError::Invalid(faults)) => {
            filled.wrongs(faults);
            (StatusCode::UNPROCESSABLE_ENTITY, String::new())
        }
        // What the others did stands on the page that is shown again.
        Err(error @ AppError::Overtaken(_)) => (StatusCode::CONFLICT, format!("{error}。")),
        Err(error) => return Err(error.into()),
    };
    let dossier = page.app.dossier(&page.occasion(), id).await?;
    let shown = Shown { status: failed.0, failed: failed.1, assigning: true, ..Shown::of(filled) };
    Ok(render(page, &dossier, shown))
}
