//! The cases behind a figure: what the page shows when a cell is opened.
//!
//! A case is listed by the same placing that counts it ([`annual_report::Placed`]), so the list is as long as the figure.
//! Of a frozen version the cases are in its snapshot ([`annual_report::Behind`]), as they were on that day.

use annual_report::count::spoken_day;
use annual_report::{Form, Path, Placed, Question, RemedyResult, Row, Span};
use jiff::civil::Date;
use law::fee::Fen;
use store::{CaseRow, Reader};
use uuid::Uuid;

use super::count::{case_fact, remedy_fact};
use crate::app::App;
use crate::authorise::Action;
use crate::error::AppError;
use crate::occasion::Occasion;

/// A case behind a figure of table three or four.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellCase {
    /// The application.
    pub case_id: Uuid,
    /// Its number, if it has one.
    pub number: Option<String>,
    /// The day it was received.
    pub received_on: Option<Date>,
    /// What the report calls its applicant's class.
    pub class: &'static str,
    /// What the report calls its result, be it of these days or later; absent while it is open.
    pub result: Option<String>,
    /// The day that result counts from.
    pub closed_on: Option<Date>,
    /// The remedy that is counted, in table four.
    pub remedy: Option<CellRemedy>,
    /// Why it is counted here, in Chinese.
    pub because: String,
}

/// A remedy behind a figure of table four.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellRemedy {
    /// Its id.
    pub id: Uuid,
    /// Its block of the table.
    pub kind: &'static str,
    /// The day it was opened.
    pub opened_on: Date,
    /// Its last result and the day of it, be it of these days or later.
    pub decided: Option<(Date, &'static str)>,
}

/// A fee notice behind the figures of section six.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeCase {
    /// The application.
    pub case_id: Uuid,
    /// Its number, if it has one.
    pub number: Option<String>,
    /// The notice.
    pub fee_id: Uuid,
    /// The day it was sent.
    pub noticed_on: Date,
    /// What it asked for.
    pub charged: Fen,
    /// The day it was paid, and how much.
    pub paid: Option<(Date, Fen)>,
    /// Whether it is one of the notices counted (发出收费通知的件数、总金额).
    pub counts_as_noticed: bool,
    /// Whether its payment is counted (实际收取的总金额).
    pub counts_as_received: bool,
    /// Why it is counted, in Chinese.
    pub because: String,
}

impl App {
    /// Lists the cases behind a figure of table three or four, counted now; by day of receipt (of a remedy: of its
    /// beginning), then by number. Empty of a cell of table two, whose figures units state.
    pub async fn cases_behind(
        &self,
        occasion: &Occasion<'_>,
        span: Span,
        path: &Path,
    ) -> Result<Vec<CellCase>, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let mut reader = self.store.snapshot().await?;
        let mut cases = match path {
            Path::Proactive(..) => Vec::new(),
            Path::Applications(..) => applications(&mut reader, occasion.organ, span, *path).await?,
            Path::Remedies(..) => remedies(&mut reader, occasion.organ, span, *path).await?,
        };
        let day = |case: &CellCase| case.remedy.as_ref().map_or(case.received_on, |remedy| Some(remedy.opened_on));
        cases.sort_by(|a, b| (day(a), &a.number, a.case_id).cmp(&(day(b), &b.number, b.case_id)));
        Ok(cases)
    }

    /// Lists the fee notices behind the three figures of section six (FEE-12), by day.
    pub async fn fees_behind(&self, occasion: &Occasion<'_>, span: Span) -> Result<Vec<FeeCase>, AppError> {
        self.permit(occasion, Action::ReadReport)?;
        let mut reader = self.store.snapshot().await?;
        let mut fees = Vec::new();
        for fact in reader.fee_facts(occasion.organ, span.from(), span.to()).await? {
            let case = reader.find::<CaseRow>(occasion.organ, &fact.case_id).await?;
            let paid = fact.paid_on.map(|on| (on, Fen(fact.paid_fen.unwrap_or(0))));
            let noticed = span.holds(fact.noticed_on);
            let received = paid.filter(|(on, _)| span.holds(*on));
            let mut because = Vec::new();
            if noticed {
                because.push(format!("{}发出收费通知，计入通知件数和通知金额", spoken_day(fact.noticed_on)));
            }
            if let Some((on, _)) = received {
                because.push(format!("{}缴清，计入实际收取金额", spoken_day(on)));
            }
            fees.push(FeeCase {
                case_id: fact.case_id,
                number: case.and_then(|case| case.number),
                fee_id: fact.fee_id,
                noticed_on: fact.noticed_on,
                charged: Fen(fact.charged_fen),
                paid,
                counts_as_noticed: noticed,
                counts_as_received: received.is_some(),
                because: because.join("；"),
            });
        }
        fees.sort_by(|a, b| (a.noticed_on, &a.number, a.fee_id).cmp(&(b.noticed_on, &b.number, b.fee_id)));
        Ok(fees)
    }
}

async fn applications(reader: &mut Reader, organ: &str, span: Span, path: Path) -> Result<Vec<CellCase>, AppError> {
    let other_rows = form_of(span).other_rows();
    let mut cases = Vec::new();
    for row in reader.report_facts(organ, span.from(), span.to()).await? {
        let fact = case_fact(&row, "")?;
        let Some(placed) = fact.placed(span, other_rows) else { continue };
        let Some(counted) = placed.counted_in(path) else { continue };
        let because = why(&row, &placed, counted, span);
        cases.push(of_fact(row, because)?);
    }
    Ok(cases)
}

async fn remedies(reader: &mut Reader, organ: &str, span: Span, path: Path) -> Result<Vec<CellCase>, AppError> {
    let mut cases = Vec::new();
    for row in reader.remedy_facts(organ, span.from(), span.to()).await? {
        let fact = remedy_fact(&row, "", "", "")?;
        let Some(placed) = fact.placed(span).filter(|placed| placed.is_counted_in(path)) else { continue };
        let begun = format!("{}提起{}", spoken_day(row.opened_on), placed.block.in_words());
        let mut because = match fact.decided {
            Some((on, _)) if on <= span.to() => {
                format!("{begun}，{}有结果，计入“{}”", spoken_day(on), placed.result.label())
            }
            Some((on, _)) => format!(
                "{begun}，到{}还没有结果（{}才有结果），计入“{}”",
                spoken_day(span.to()),
                spoken_day(on),
                placed.result.label()
            ),
            None => format!("{begun}，还没有结果，计入“{}”", placed.result.label()),
        };
        if placed.backwards {
            because.push_str("；结果日期早于提起日期，请更正登记");
        }
        let remedy = CellRemedy {
            id: row.remedy_id,
            kind: placed.block.in_words(),
            opened_on: row.opened_on,
            decided: fact.decided.map(|(on, bucket)| (on, RemedyResult::from(bucket).label())),
        };
        let fact = reader.find::<store::ReportFact>(organ, &row.case_id).await?;
        let fact = fact.ok_or_else(|| AppError::Inconsistent(format!("申请{}不在统计表中", row.case_id)))?;
        cases.push(CellCase { remedy: Some(remedy), ..of_fact(fact, because)? });
    }
    Ok(cases)
}

fn of_fact(row: store::ReportFact, because: String) -> Result<CellCase, AppError> {
    let fact = case_fact(&row, "")?;
    let (class, result) = (fact.class.label(), fact.result.map(|(result, _)| Row::from(result).in_words()));
    Ok(CellCase {
        case_id: row.case_id,
        received_on: row.received_on,
        class,
        result,
        closed_on: row.closed_on,
        remedy: None,
        because,
        number: row.number,
    })
}

/// Why an application is counted in a row.
fn why(row: &store::ReportFact, placed: &Placed, counted: Row, span: Span) -> String {
    let received = row.received_on.map_or_else(String::new, |on| format!("{}收到", spoken_day(on)));
    let closed = row.closed_on.map(spoken_day);
    let place = format!("计入“{}”", counted.in_words());
    let mut because = match (counted, closed) {
        (Row::New, _) => format!("{received}，收到日期在{}内，{place}", span.spoken()),
        (Row::CarriedIn, _) => format!("{received}，到{}还没有办结，{place}", spoken_day(span.from())),
        (Row::CarriedOut, Some(on)) => {
            format!("{received}，到{}还没有办结（{on}才办结），{place}", spoken_day(span.to()))
        }
        (Row::CarriedOut, None) => format!("{received}，到{}还没有办结，{place}", spoken_day(span.to())),
        (_, Some(on)) => format!("{received}，{on}办结，{place}"),
        (_, None) => format!("{received}，{place}"),
    };
    if placed.backwards {
        because.push_str("；办结日期早于收到日期，暂按收到当日办结计入，请更正登记");
    }
    if row.opening_balance {
        because.push_str("；启用本系统前未办结、期初录入");
    }
    because
}

fn form_of(span: Span) -> Form {
    Question::days(String::new(), span).form
}
