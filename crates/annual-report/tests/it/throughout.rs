//! ID-7 of what texts say of all that a number counts: each is held against the table. All sentences are our own.

use annual_report::{Cell, Column, Path, Row, Severity};

use super::texts::{told_of, year};
use super::wordings::graded;

#[test]
fn id_7_what_is_said_of_all_applications_is_held_against_each() {
    // ID-7
    let of = |cells: &[(Row, Column, i64)]| {
        let mut report = year();
        report.organ = "某县某局".to_owned();
        for path in report.paths() {
            if let Path::Applications(row, column) = path {
                let n = cells.iter().find(|(r, c, _)| (*r, *c) == (row, column)).map_or(0, |(.., n)| *n);
                report.set(path, Cell::Number(n));
            }
        }
        report
    };
    let three = |row, natural, others| {
        [
            (row, Column::NaturalPerson, natural),
            (row, Column::LegalService, others),
            (row, Column::Total, natural + others),
        ]
    };
    let all = [three(Row::New, 3, 0), three(Row::Granted, 3, 0), three(Row::Total, 3, 0)].concat();
    let mixed =
        [three(Row::New, 2, 1), three(Row::Granted, 2, 0), three(Row::PartlyGranted, 0, 1), three(Row::Total, 2, 1)]
            .concat();
    let carried =
        [three(Row::New, 3, 0), three(Row::CarriedIn, 1, 0), three(Row::Granted, 4, 0), three(Row::Total, 4, 0)];
    let graded = |cells: &[(Row, Column, i64)], text: &str| {
        let found = told_of(&of(cells), text).into_iter();
        found.map(|finding| (finding.rule, finding.severity)).collect::<Vec<_>>()
    };
    for (text, rule) in [
        ("收到政府信息公开申请3件，均予以公开。", "TEXT-RESULTS"),
        ("收到政府信息公开申请3项全部予以公开。", "TEXT-RESULTS"),
        ("收到3件政府信息公开申请，均已按期依法予以公开。", "TEXT-RESULTS"),
        ("共办结政府信息公开申请3件，全部公开，结转0件。", "TEXT-RESULTS"),
        ("收到政府信息公开申请3件，均为自然人申请，办结3件。", "TEXT-APPLICANTS"),
        ("收到政府信息公开申请3件，均由公民提出。", "TEXT-APPLICANTS"),
    ] {
        assert_eq!(graded(&all, text), [], "{text}");
        assert_eq!(graded(&mixed, text), [(rule, Severity::Warning)], "{text}");
    }
    // Those carried in were granted too.
    let text = "收到政府信息公开申请3件，均予以公开。";
    assert_eq!(graded(&carried.concat(), text), [("TEXT-RESULTS", Severity::Notice)]);
    for text in [
        "收到政府信息公开申请3件，均予以答复。",
        "收到政府信息公开申请3件，均为网络申请。",
        "收到政府信息公开申请3件，均已办结，予以公开2件，部分公开1件。",
        "收到政府信息公开申请3件，全部予以公开或部分公开。",
        "收到政府信息公开申请3件，其中自然人申请2件，均予以公开。",
    ] {
        assert_eq!(graded(&mixed, text), [], "{text}");
    }
}

#[test]
fn id_7_all_answered_beside_applications_carried_out_is_a_notice() {
    // ID-7: the report has three carried out; they may have been answered when it was written.
    for text in ["均已办结。", "已全部办结。", "办结率100%。", "申请答复率为100.0%。", "均予以答复，办理规范。"]
    {
        let text = format!("（二）依申请公开\n收到政府信息公开申请20件，{text}");
        assert_eq!(graded(&text), [("TEXT-CARRIED", Severity::Notice)], "{text}");
    }
    for text in ["均已按期答复。", "按期答复率100%。", "办结率85%。", "办结19件，均已答复。"]
    {
        let text = format!("（二）依申请公开\n收到政府信息公开申请20件，{text}");
        assert_eq!(graded(&text), [], "{text}");
    }
}

#[test]
fn id_7_a_result_behind_remedies_is_of_all_of_them() {
    // ID-7: of three reconsiderations one was corrected; of two suits one is pending.
    for text in ["结果维持。", "均被维持。", "结果为纠正。", "尚未审结。"] {
        let text = format!("因政府信息公开被申请行政复议3件，{text}");
        assert_eq!(graded(&text), [("TEXT-REMEDIES", Severity::Warning)], "{text}");
    }
    for text in ["其中结果维持2件，结果纠正1件。", "正在规范答复。"] {
        let text = format!("因政府信息公开被申请行政复议3件，{text}");
        assert_eq!(graded(&text), [], "{text}");
    }
    for text in [
        "无因政府信息公开引起的行政复议纠错、行政诉讼败诉案件。",
        "政府信息公开行政复议纠错率、行政诉讼败诉率均为零。",
        "未发生因信息公开被行政复议纠错的情况。",
    ] {
        assert_eq!(graded(text), [("TEXT-REMEDIES", Severity::Warning)], "{text}");
    }
    assert_eq!(graded("未发生因政府信息公开行政诉讼败诉的情况。"), []);
    let text = "（二）依申请公开\n收到政府信息公开申请20件，其中予以公开10件，其余NN件均不予公开。";
    assert_eq!(graded(&text.replace("NN", "2")), []);
    assert_eq!(graded(&text.replace("NN", "10")), [("TEXT-RESULTS", Severity::Warning)]);
}
