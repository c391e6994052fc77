//! ID-7: what the texts say is held against the tables, and only what is of the whole organ and year.

use annual_report::{
    Cell, CheckContext, Column, FeeFigures, Finding, Form, Given, Narrative, Path, Period, RemedyBlock, RemedyResult,
    Report, Row, Section, Severity, Span, check, draft,
};
use document::read::Limits;
use jiff::civil::date;
use law::fee::Fen;
use proptest::prelude::*;

use super::sources::{any_report, read, shared, shared_bytes, sound_report};

/// A year with twenty new applications and two carried in, nineteen answered, three carried out.
pub fn year() -> Report {
    let mut report = Report::new("某县人民政府", Some(2023), Form::F2021);
    for path in report.paths() {
        let nought = if path.is_money() { Cell::Money("0".parse().unwrap()) } else { Cell::Number(0) };
        report.set(path, nought);
    }
    let mut set = |row, column, n| {
        assert!(report.set(Path::Applications(row, column), Cell::Number(n)));
    };
    for (row, natural, commercial, legal) in [
        (Row::New, 15, 4, 1),
        (Row::CarriedIn, 2, 0, 0),
        (Row::Granted, 8, 2, 0),
        (Row::PartlyGranted, 2, 0, 0),
        (Row::RefusedThirdParty, 1, 1, 0),
        (Row::UnavailableNotHeld, 3, 0, 0),
        (Row::DeclinedPetition, 1, 0, 0),
        (Row::OtherOther, 0, 0, 1),
        (Row::Total, 15, 3, 1),
        (Row::CarriedOut, 2, 1, 0),
    ] {
        set(row, Column::NaturalPerson, natural);
        set(row, Column::Commercial, commercial);
        set(row, Column::LegalService, legal);
        set(row, Column::Total, natural + commercial + legal);
    }
    for (block, upheld, corrected, pending) in [
        (RemedyBlock::Reconsideration, 2, 1, 0),
        (RemedyBlock::LitigationDirect, 1, 0, 0),
        (RemedyBlock::LitigationAfterReconsideration, 0, 0, 1),
    ] {
        for (result, n) in [
            (RemedyResult::Upheld, upheld),
            (RemedyResult::Corrected, corrected),
            (RemedyResult::Pending, pending),
            (RemedyResult::Total, upheld + corrected + pending),
        ] {
            report.set(Path::Remedies(block, result), Cell::Number(n));
        }
    }
    report
}

pub const FEES: FeeFigures = FeeFigures { notices: 1, charged: Fen(38_000), received: Fen(0) };

pub fn told_of(report: &Report, overview: &str) -> Vec<Finding> {
    let mut report = report.clone();
    report.narrative.overview = overview.to_owned();
    let context = CheckContext { fees: Some(FEES), ..CheckContext::default() };
    check(&report, &context).into_iter().filter(|finding| finding.rule.starts_with("TEXT-")).collect()
}

/// The rules that contradict a text; what may be of another scope is only a notice.
pub fn told(overview: &str) -> Vec<&'static str> {
    let found = told_of(&year(), overview).into_iter();
    found.filter(|finding| finding.severity != Severity::Notice).map(|finding| finding.rule).collect()
}

#[test]
fn id_7_numbers_that_agree_are_passed_over_in_the_wordings_officers_use() {
    // ID-7
    for text in [
        "2023年，全县共收到政府信息公开申请20件，上年结转2件，办结19件，结转下年度继续办理3件。",
        "全年新收政府信息公开申请20件，其中自然人15件，法人或其他组织5件。",
        "本年度受理依申请公开 ２０ 件，已答复１９件。",
        "共受理政府信息公开申请22件（含上年结转2件），其中自然人申请17件、法人或其他组织申请5件。",
        "收到申请二十件，其中予以公开十件、部分公开两件、不予公开二件、无法提供三件、不予处理一件、其他处理一件。",
        "我县收到20件政府信息公开申请，10件予以公开，2件部分公开，2件不予公开。",
        "我县共收到政府信息公开申请20件。予以公开和部分公开12件，不予公开2件。",
        "政府信息公开申请共收到20件，均在法定期限内答复。",
        "全年答复政府信息公开申请18件（另有申请人撤回1件），3件申请按照《条例》顺延到下年度答复。",
        "因政府信息公开引发行政复议3件，其中结果维持2件，结果纠正1件；行政诉讼2件，尚未审结1件。",
        "政府信息公开行政复议、行政诉讼案件共5件。",
        "发出信息处理费收费通知1件，通知收取的总金额380元，实际收取的总金额0元。",
        "全年收取政府信息公开信息处理费380元。",
        "收到政府信息公开申请20件，较上年增加5件，答复19件。",
    ] {
        assert_eq!(told(text), [""; 0], "{text}");
    }
}

#[test]
fn id_7_a_number_that_differs_is_told_with_its_sentence_and_its_cells() {
    // ID-7
    for (text, rule) in [
        ("2023年，全县共收到政府信息公开申请21件。", "TEXT-NEW"),
        ("本年度新收政府信息公开申请22件。", "TEXT-NEW"),
        ("我县收到１９件政府信息公开申请。", "TEXT-NEW"),
        ("收到政府信息公开申请二十一件。", "TEXT-NEW"),
        ("收到政府信息公开申请20件，上年结转3件。", "TEXT-CARRIED"),
        ("收到政府信息公开申请20件，结转下年度继续办理2件。", "TEXT-CARRIED"),
        ("收到政府信息公开申请20件，2件申请顺延到下年度答复。", "TEXT-CARRIED"),
        ("收到政府信息公开申请20件，其中自然人14件。", "TEXT-APPLICANTS"),
        ("收到政府信息公开申请20件，其中法人和其他组织申请6份。", "TEXT-APPLICANTS"),
        ("收到政府信息公开申请20件，答复20件。", "TEXT-RESULTS"),
        ("收到政府信息公开申请20件，予以公开11件。", "TEXT-RESULTS"),
        ("收到政府信息公开申请20件。其中，不予公开3件。", "TEXT-RESULTS"),
        ("收到政府信息公开申请20件，无法提供2件。", "TEXT-RESULTS"),
        ("收到政府信息公开申请20件，其他处理2件。", "TEXT-RESULTS"),
        ("收到政府信息公开申请20件，其他处理1件，答复20件。", "TEXT-RESULTS"),
        ("政府信息公开行政复议3件，其他结果1件。", "TEXT-REMEDIES"),
        ("因政府信息公开工作被申请行政复议4件。", "TEXT-REMEDIES"),
        ("政府信息公开行政复议3件，其中结果纠正2件。", "TEXT-REMEDIES"),
        ("政府信息公开类行政复议3件，均获维持。", "TEXT-REMEDIES"),
        ("政府信息公开行政诉讼1件。", "TEXT-REMEDIES"),
        ("发出收费通知2件。", "TEXT-FEES"),
        ("全年收取政府信息公开信息处理费400元。", "TEXT-FEES"),
    ] {
        let found = told_of(&year(), text);
        let [finding] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert_eq!((finding.rule, finding.severity), (rule, Severity::Warning), "{text}");
        let quote = finding.quote.as_ref().unwrap();
        assert_eq!(quote.section, Section::Overview);
        let quoted: String = text.chars().skip(quote.range.start).take(quote.range.len()).collect();
        assert_eq!(quoted, quote.text);
        assert!(rule == "TEXT-FEES" || !finding.cells.is_empty(), "{text}");
    }
    let found = told_of(&year(), "第一段。\n（二）依申请公开\n很好。全年收到政府信息公开申请 21 件。完。");
    let quote = found[0].quote.as_ref().unwrap();
    assert_eq!(quote.text, "全年收到政府信息公开申请 21 件。");
    assert_eq!(
        (found[0].expected, found[0].found),
        (Some(annual_report::Figure::Number(20)), Some(annual_report::Figure::Number(21)))
    );
    assert!(found[0].message.contains("21件") && found[0].message.contains("20件"), "{}", found[0].message);
}

#[test]
fn id_7_what_is_of_a_part_or_of_other_days_or_of_other_things_is_no_claim() {
    // ID-7
    for text in [
        "办公室收到政府信息公开申请7件，答复6件。",
        "区政府办代表区政府受理政府信息公开申请17件，均已在法定期限内予以答复。",
        "全市共受理政府信息公开申请300件。",
        "2022年收到政府信息公开申请15件，答复14件。",
        "去年收到政府信息公开申请15件，答复14件，予以公开9件。",
        "收到政府信息公开申请20余件。",
        "近三年收到政府信息公开申请50件。",
        "第一季度收到政府信息公开申请6件。",
        "收到政府信息公开申请20件，同比增加5件，占全市的3%。",
        "收到政府信息公开申请20件，其中网络申请12件，信函申请8件。",
        "收到政府信息公开申请20件，其中涉及征地拆迁12件，予以公开5件。",
        "收到政府信息公开申请20件。征地处收到申请10件，答复9件，予以公开4件。",
        "收到政府信息公开申请20件。办理人大代表建议、政协提案共30件，办结30件。",
        "审核公文50件，其中主动公开30件，依申请公开15件，不予公开5件。",
        "全年办理行政复议案件120件，行政诉讼35件，维持20件。",
        "共办理相关案件74件，行政许可决定300件。",
        "通过网站主动公开信息2428条，公开文件30件，政策解读7件。",
        "行政复议、行政诉讼分别为3件、2件。",
        "收到政府信息公开咨询40件，回复40件。",
        "接听咨询电话200余次，收到来信3件，办结3件。",
        "行政事业性收费金额30万元，收取信息处理费的通知另见附件。",
        "按期答复17件，逾期2件。",
        "每收到一件申请，当日登记。",
        "规划处收取政府信息公开信息处理费200元。",
        "（二）依申请公开\n去年收到政府信息公开申请15件。办结15件。",
        "（二）依申请公开\n征地处收到政府信息公开申请10件。答复9件，予以公开9件。",
        "信访事项办结30件，结转下年度继续办理5件，上年结转4件。",
        "收到政府信息公开申请20件。信访来信办结30件，结转下年度5件。",
        "县政府共受理政府信息公开申请17件。",
        "制作答复书30份，不予公开决定书9份。",
        "截至2023年12月31日，累计收到政府信息公开申请100件。",
        "共收到政府信息公开申请20件，按时答复率100%，咨询解答30件，办结30件。",
    ] {
        assert_eq!(told(text), [""; 0], "{text}");
    }
}

#[test]
fn a_claim_of_a_blank_cell_cannot_be_assessed_and_never_passes() {
    let mut report = year();
    report.set(Path::Applications(Row::New, Column::Total), Cell::Blank);
    let found = told_of(&report, "全年收到政府信息公开申请20件，答复19件。");
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((finding.rule, finding.severity), ("TEXT-NEW", Severity::NotAssessable));
    assert_eq!(told_of(&Report::new("某局", Some(2023), Form::F2021), "全年工作平稳。"), []);
}

#[test]
fn fees_are_held_against_the_record_only_where_it_is_known() {
    let seed = "发出收费通知的件数和总金额以及实际收取的总金额均为0。";
    assert_eq!(told(seed), ["TEXT-FEES", "TEXT-FEES"]);
    let mut report = year();
    report.narrative.other = seed.to_owned();
    assert!(check(&report, &CheckContext::default()).iter().all(|finding| finding.rule != "TEXT-FEES"));
    let none = FeeFigures { notices: 0, charged: Fen(0), received: Fen(0) };
    let context = CheckContext { fees: Some(none), ..CheckContext::default() };
    assert!(check(&report, &context).iter().all(|finding| finding.rule != "TEXT-FEES"));
}

#[test]
fn a_quarter_is_held_against_its_own_figures() {
    let mut report = year();
    report.period = Some(Period { from: date(2023, 1, 1), to: date(2023, 3, 31) });
    for (text, rules) in [
        ("2023年第一季度，本机关新收政府信息公开申请20件，期初尚未办结2件，期末尚未办结3件。", vec![]),
        ("2023年第一季度，本机关新收政府信息公开申请21件。", vec!["TEXT-NEW"]),
        ("全年收到政府信息公开申请90件，上年结转9件。", vec![]),
        ("2023年收到政府信息公开申请90件。", vec![]),
    ] {
        let found: Vec<&str> = told_of(&report, text).iter().map(|finding| finding.rule).collect();
        assert_eq!(found, rules, "{text}");
    }
}

#[test]
fn a_text_left_blank_or_as_the_draft_left_it_is_told_when_the_report_is_frozen() {
    let mut report = year();
    report.narrative = Narrative {
        overview: "全年工作平稳。".to_owned(),
        problems: " \n".to_owned(),
        other: "其他需要报告的事项未填报。".to_owned(),
    };
    assert!(check(&report, &CheckContext::default()).is_empty());
    let found = check(&report, &CheckContext { closing: true, ..CheckContext::default() });
    let told: Vec<_> = found.iter().map(|f| (f.rule, f.severity, f.quote.as_ref().unwrap().section)).collect();
    assert_eq!(
        told,
        [("TEXT-EMPTY", Severity::Warning, Section::Problems), ("TEXT-EMPTY", Severity::Warning, Section::Other)]
    );
    assert_eq!(found[1].quote.as_ref().unwrap().range, 9..12);
}

/// The findings on the texts of a shared file, or `None` where it is absent.
fn of_sample(file: &str) -> Option<Vec<(&'static str, Severity, String)>> {
    let bytes = shared_bytes(file)?;
    let read = document::read::document(&bytes, Some(file), &Limits::default()).unwrap();
    let report = annual_report::read(&read.document).unwrap().report;
    let found = check(&report, &CheckContext::default());
    let texts = found.into_iter().filter(|finding| finding.rule.starts_with("TEXT-"));
    Some(texts.map(|finding| (finding.rule, finding.severity, finding.message)).collect())
}

#[test]
fn the_seeds_texts_agree_with_its_tables() {
    let Some(text) = shared("seed/chaoyang-park-annual-report-2021.txt") else { return };
    let report = read(&text).report;
    let none = FeeFigures { notices: 0, charged: Fen(0), received: Fen(0) };
    let context = CheckContext { fees: Some(none), closing: true, ..CheckContext::default() };
    assert_eq!(check(&report, &context), []);
}

#[test]
fn the_samples_texts_are_doubted_only_where_they_contradict_their_tables() {
    for file in [
        "samples/huaian_2024.pdf",
        "samples/hongze_2024.pdf",
        "samples/shuyang_county_2025.md",
        "samples/excerpts/ex01_taiping_town_2022_cell_per_line_blank.txt",
        "samples/excerpts/ex03_xjnlk_town_2023_pipe_on_own_line.txt",
        "samples/excerpts/ex05_jiaxian_xi_town_2022_form2019_all_blank.txt",
        "samples/excerpts/ex07_xuwen_sifaju_2023_trailing_pipe_blank_cells.txt",
        "samples/excerpts/ex08_district_tongjiju_2023_pipe_suffix_lines_slash.txt",
        "samples/excerpts/ex11_jinan_street_2019_form2019_cell_per_line.txt",
        "samples/excerpts/ex16_wuhan_eco_2020_traditional_annotated_labels_extra_row.txt",
        "samples/excerpts/ex22_sjz_zhongshan_street_2021_pipe_next_line_decimal_fee.txt",
        "samples/excerpts/ex23_guangzhou_beijing_street_2020_form2019_nonzero.txt",
        "samples/excerpts/ex28_longgang_dept_2024_trailing_pipe_nonzero_t3.txt",
    ] {
        let Some(found) = of_sample(file) else { continue };
        let doubted: Vec<_> = found.iter().filter(|(_, severity, _)| *severity != Severity::Notice).collect();
        assert!(doubted.is_empty(), "{file}: {doubted:?}");
    }
    // The text says two, the table three.
    if let Some(found) = of_sample("samples/excerpts/ex09_changchun_tuiyijunren_2023_pipe_rows_text_mismatch.txt") {
        let rules: Vec<_> = found.iter().map(|(rule, severity, _)| (*rule, *severity)).collect();
        assert_eq!(rules, [("TEXT-NEW", Severity::Warning)], "{found:?}");
    }
    // 行政复议7件，诉讼9件，均获维持: two and one are pending. Of the results the columns of natural persons alone hold more
    // than the text, and one of three shares is of another total than the others.
    if let Some(found) = of_sample("samples/shanghai_office_2019.html") {
        let doubted: Vec<_> = found.iter().filter(|(_, severity, _)| *severity == Severity::Warning).collect();
        let rules: Vec<&str> = doubted.iter().map(|(rule, ..)| *rule).collect();
        assert_eq!(
            rules,
            ["TEXT-RESULTS", "TEXT-RESULTS", "TEXT-REMEDIES", "TEXT-REMEDIES", "TEXT-SHARES"],
            "{doubted:?}"
        );
        assert!(doubted[2].2.contains("行政复议结果维持7件") && doubted[2].2.contains("5件"), "{doubted:?}");
    }
}

fn spans() -> impl Strategy<Value = Span> {
    (2010i16..2060, 1i8..=12, 0u8..4).prop_map(|(year, month, kind)| match kind {
        0 => Span::year(year).unwrap(),
        1 => Span::quarter(year, (month - 1) / 3 + 1).unwrap(),
        2 => Span::month(year, month).unwrap(),
        _ => Span::new(date(year, month, 3), date(year, month, 20)).unwrap(),
    })
}

/// A report as a count leaves it: of these days, with a draft of its own.
fn drafted(mut report: Report, span: Span, fees: FeeFigures) -> Report {
    report.year = span.within_one_year().then(|| u16::try_from(span.to().year()).unwrap());
    report.period = span.as_year().is_none().then(|| Period { from: span.from(), to: span.to() });
    report.narrative = draft(&report, span, &Given { fees: Some(fees), ..Given::default() });
    report
}

fn contradicted(report: &Report, fees: FeeFigures) -> Vec<Finding> {
    let context = CheckContext { fees: Some(fees), ..CheckContext::default() };
    check(report, &context)
        .into_iter()
        .filter(|finding| finding.rule.starts_with("TEXT-") && finding.severity == Severity::Warning)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn our_own_draft_never_contradicts_its_tables(
        report in prop_oneof![sound_report(), any_report()],
        span in spans(),
        (notices, charged, received) in (0u64..200, 0i64..90_000_000, 0i64..90_000_000),
    ) {
        let fees = FeeFigures { notices, charged: Fen(charged), received: Fen(received) };
        let report = drafted(report, span, fees);
        prop_assert_eq!(contradicted(&report, fees), []);
    }

    #[test]
    fn no_text_breaks_the_check(overview in "\\PC{0,80}", other in "[0-9０-９一二十百件元，。（）申请收到答复均为0行政复议结转下年分别占%、和自然人法公开编制由局报告\n]{0,80}") {
        let mut report = year();
        report.narrative = Narrative { overview, problems: String::new(), other };
        for finding in check(&report, &CheckContext { fees: Some(FEES), closing: true, ..CheckContext::default() }) {
            if let Some(quote) = finding.quote {
                let text = report.narrative.section(quote.section);
                prop_assert!(quote.range.end <= text.chars().count());
                let quoted: String = text.chars().skip(quote.range.start).take(quote.range.len()).collect();
                prop_assert!(quoted.contains(&quote.text));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_draft_of_other_figures_is_told(report in sound_report(), by in 1i64..50) {
        let fees = FeeFigures { notices: 0, charged: Fen(0), received: Fen(0) };
        let report = drafted(report, Span::year(2023).unwrap(), fees);
        let total = |row| Path::Applications(row, Column::Total);
        let mut named = vec![
            (total(Row::New), "TEXT-NEW"),
            (total(Row::CarriedIn), "TEXT-CARRIED"),
            (total(Row::CarriedOut), "TEXT-CARRIED"),
        ];
        // A draft names the kinds of results that occurred, when any did.
        let occurred = |path: Path| report.cell(path).count().unwrap() > 0;
        if occurred(total(Row::Total)) {
            let results = report.other_rows().results().map(total).filter(|path| occurred(*path));
            named.extend(results.map(|path| (path, "TEXT-RESULTS")));
        }
        for block in RemedyBlock::ALL {
            let parts = RemedyResult::PARTS.map(|result| Path::Remedies(block, result));
            let parts = parts.into_iter().filter(|path| occurred(*path));
            named.extend(parts.map(|path| (path, "TEXT-REMEDIES")));
            named.push((Path::Remedies(block, RemedyResult::Total), "TEXT-REMEDIES"));
        }
        for (path, rule) in named {
            let mut altered = report.clone();
            altered.set(path, Cell::Number(report.cell(path).count().unwrap() + by));
            let told: Vec<&str> = contradicted(&altered, fees).iter().map(|finding| finding.rule).collect();
            prop_assert!(told.contains(&rule), "{} {:?} {:?}", path, told, report.narrative.overview);
        }
    }
}
