//! What a check or a count found, a line each, for people at a terminal.

use annual_report::{Finding, Severity};

/// So many checks of one rule that lack their figures are still told one by one; more are told together.
const TOLD_ONE_BY_ONE: usize = 3;

/// The findings by gravity, each line led by a word that says it.
pub fn lines(findings: &[Finding]) -> String {
    let mut text = String::new();
    for (severity, word) in [(Severity::Error, "错误"), (Severity::Warning, "需要说明"), (Severity::Notice, "提示")]
    {
        for finding in findings.iter().filter(|finding| finding.severity == severity) {
            text.push_str(&line(word, finding));
        }
    }
    // A form left blank lacks every figure of every check: forty lines of the same would hide the rest.
    let mut open: Vec<&Finding> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.severity == Severity::NotAssessable) {
        if !open.iter().any(|first| first.rule == finding.rule) {
            open.push(finding);
        }
    }
    for first in open {
        let of_rule = || findings.iter().filter(|f| f.severity == Severity::NotAssessable && f.rule == first.rule);
        let count = of_rule().count();
        match annual_report::rules().iter().find(|rule| rule.id == first.rule) {
            Some(rule) if count > TOLD_ONE_BY_ONE => text.push_str(&format!(
                "  [无法核对] {} 有{count}处所涉各格没有可以计算的数字：{}（{}）\n",
                rule.id, rule.description, rule.cite
            )),
            _ => of_rule().for_each(|finding| text.push_str(&line("无法核对", finding))),
        }
    }
    text
}

fn line(word: &str, finding: &Finding) -> String {
    format!("  [{word}] {} {}（{}）\n", finding.rule, finding.message, finding.cite)
}

/// One sentence on the whole.
pub fn summary(findings: &[Finding]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, open) = (count(Severity::Error), count(Severity::NotAssessable));
    let remarks = count(Severity::Warning);
    let mut sentence = match (errors, open + remarks) {
        (0, 0) => "勾稽关系全部成立，没有发现错误".to_owned(),
        (0, _) => "没有发现错误".to_owned(),
        (errors, _) => format!("发现{errors}处错误，请对照上列各项改正"),
    };
    if remarks > 0 {
        sentence.push_str(&format!("；有{remarks}处需要说明"));
    }
    if open > 0 {
        sentence.push_str(&format!("；有{open}处无法核对"));
    }
    format!("  {sentence}。\n")
}
