//! `gongkai deadline`: when a reply is due, and why.

use std::process::ExitCode;

use law::calendar::{Calendar, Pause, WorkingDays};
use law::reason::{Fault, Reasoned, chinese_date};
use law::term::{self, Due, TermInput};
use serde_json::json;

use crate::answer::{Refusal, print, print_json, refuse};
use crate::args::{Deadline, Format};

pub fn run(args: &Deadline) -> ExitCode {
    match compute(args) {
        Ok(due) => {
            match args.format {
                Format::Json => print_json(&json!({
                    "due": due.value.due,
                    "provisional": due.value.provisional,
                    "because": due.because,
                })),
                Format::Text => print(&in_words(&due)),
            }
            ExitCode::SUCCESS
        }
        Err(faults) => {
            let cite = faults.iter().find_map(|fault| fault.cite.as_ref()).map(ToString::to_string);
            let told = faults.iter().map(|fault| format!("--{}：{}", fault.argument.replace('_', "-"), fault.message));
            let mut refusal = Refusal::of_faults("期限无法计算，请先改正：", told.collect());
            refusal.cite = cite;
            refuse(args.format, &refusal)
        }
    }
}

fn compute(args: &Deadline) -> Result<Reasoned<Due>, Vec<Fault>> {
    let calendar = Calendar::embedded();
    if let (Some(from), Some(days)) = (args.from, args.days) {
        return term::count(&calendar, from, WorkingDays(days));
    }
    let Some(received) = args.received else {
        return Err(vec![Fault::new("received", "请写明收到申请之日")]);
    };
    // A pause that ends before it begins is told together with every other fault, so both lists are gathered.
    let mut faults = Vec::new();
    let mut pauses = Vec::new();
    for (start, end) in &args.pause {
        match Pause::new(*start, *end) {
            Ok(pause) => pauses.push(pause),
            Err(fault) => faults.push(fault),
        }
    }
    let input = TermInput {
        received,
        corrected: args.corrected,
        pauses,
        extend: args.extend.map(WorkingDays),
        fee_paid: args.fee_paid,
    };
    match term::reply_due(&calendar, &input) {
        Ok(due) if faults.is_empty() => Ok(due),
        Ok(_) => Err(faults),
        Err(more) => {
            faults.extend(more);
            Err(faults)
        }
    }
}

fn in_words(due: &Reasoned<Due>) -> String {
    let mut text = format!("{}（{}）", chinese_date(due.value.due), due.value.due);
    if due.value.provisional {
        text.push_str(law::calendar::AWAITING_NOTICE);
    }
    text.push('\n');
    for because in &due.because {
        text.push_str(&format!("  · {}（{}）\n", because.fact, because.cite));
    }
    text
}
