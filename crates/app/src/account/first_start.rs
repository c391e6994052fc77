//! The first start: an organ and its first administrator, before anybody can sign in.

use store::Head;

use super::administration::opened;
use super::{NewUser, stream_of};
use crate::actor::{Actor, PLATFORM, Role};
use crate::app::{App, new_event};
use crate::error::{AppError, Faults};
use crate::events::{CALENDAR_STREAM, ORGAN_STREAM, OrganEvent};
use crate::founding::organ_row;
use crate::moment::Moment;
use crate::occasion::Occasion;
use crate::organ::{OrganProfile, check_code};

impl App {
    /// Founds the first organ and opens its first administrator's account, both or neither; after [`App::start`].
    ///
    /// Refused as soon as there is any organ: from then on [`App::found_organ`] and [`App::add_user`] ask who does it.
    /// All faults at once: `code`, those of the profile under its own fields, those of the person under `admin.login`,
    /// `admin.name`, `admin.roles`, `admin.unit` and `admin.password`. Who may come this far is the caller's to say.
    pub async fn set_up(
        &self,
        at: Moment,
        code: &str,
        profile: &OrganProfile,
        admin: &NewUser<'_>,
    ) -> Result<(), AppError> {
        if !self.organs().await?.is_empty() {
            return Err(done_before());
        }
        let mut faults = Faults::default();
        check_code(code, &mut faults);
        profile.check(&mut faults);
        let mut theirs = Faults::default();
        admin.check(code, profile, &mut theirs);
        if !admin.roles.is_empty() && !admin.roles.contains(&Role::Administrator) {
            theirs.add("roles", "首个用户应当是系统管理员，请选上这个角色");
        }
        theirs.0.into_iter().for_each(|fault| faults.add(format!("admin.{}", fault.field), fault.message));
        faults.none_or()?;
        let account = admin.account(self, code).await?;

        let console = Actor::console(PLATFORM);
        let occasion = Occasion::now(&console, at).because("首次启动时设置");
        let mut write = self.store.write().await?;
        // Of two who try at once the second waits here and then sees what the first has founded.
        write.hold_alone(PLATFORM, CALENDAR_STREAM).await?;
        if write.organs().await?.iter().any(|organ| organ != PLATFORM) {
            return Err(done_before());
        }
        let founded = new_event(&occasion, &OrganEvent::OrganFounded { profile: profile.clone() })?;
        write.append(code, ORGAN_STREAM, &Head::NONE, vec![founded], &organ_row(code, 1, profile)?).await?;
        let mut changes = store::Changes::new();
        changes.put(&account);
        let opened = new_event(&occasion, &opened(admin))?;
        write.append(code, &stream_of(&account.login), &Head::NONE, vec![opened], &changes).await?;
        Ok(write.commit().await?)
    }
}

fn done_before() -> AppError {
    AppError::NotNow("已经设立过机关，首次设置只办一次；请用已有的账号登录".to_owned())
}
