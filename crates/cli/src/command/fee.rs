//! `gongkai fee`: the information processing fee, by items or by pages.

use std::process::ExitCode;

use jiff::civil::Date;
use law::fee::{by_items, by_pages};
use serde_json::json;

use crate::answer::{Refusal, print, print_json, refuse};
use crate::args::{Fee, Format};

pub fn run(args: &Fee, today: Date) -> ExitCode {
    let computed = match (args.standard.items, args.standard.pages) {
        (Some(items), _) => by_items(today, items),
        (None, Some(pages)) => by_pages(today, pages),
        (None, None) => return refuse(args.format, &Refusal::new("请写明件数（--items）或者页数（--pages）。")),
    };
    match computed {
        Ok(fee) => {
            match args.format {
                // The tiers are whole yuan, so nothing is lost in the division.
                Format::Json => print_json(&json!({ "yuan": fee.value.yuan(), "because": fee.because })),
                Format::Text => {
                    let mut text = format!("{}元\n", fee.value.yuan());
                    for because in &fee.because {
                        text.push_str(&format!("  · {}（{}）\n", because.fact, because.cite));
                    }
                    print(&text);
                }
            }
            ExitCode::SUCCESS
        }
        Err(faults) => {
            let told = faults.iter().map(|fault| fault.message.clone()).collect();
            refuse(args.format, &Refusal::of_faults("费用无法计算：", told))
        }
    }
}
