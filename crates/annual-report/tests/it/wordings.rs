//! ID-7 in the many wordings of real reports: what agrees is passed over, what differs is told, what may be of another scope
//! is a notice. All sentences are our own.

use annual_report::{
    Cell, CheckContext, Figure, Finding, Path, RemedyBlock, RemedyResult, Report, Row, Severity, check,
};

use super::texts::{told, told_of, year};

/// The rules and severities told of a text.
pub fn graded(text: &str) -> Vec<(&'static str, Severity)> {
    told_of(&year(), text).into_iter().map(|finding| (finding.rule, finding.severity)).collect()
}

#[test]
fn id_7_new_applications_are_read_in_many_wordings() {
    // ID-7
    for text in [
        "2023年，某县共接收政府信息公开申请NN件。",
        "全年新收政府信息公开申请数量NN件，上年结转政府信息公开申请数量2件。",
        "全县共收到依申请公开件NN件，上年度结转办理件2件，共办结19件，结转到2024年办理3件。",
        "今年共收到依申请公开政府信息情况NN件。",
        "新收到依申请公开政府信息NN件，答复依申请公开政府信息19件，均在法定期限内予以答复，结转下年度继续办理3件。",
        "全县各级行政机关共受理政府信息公开申请NN份。",
        "政府信息公开申请共登记NN宗。",
        "通过各类受理渠道收到政府信息公开申请NN件。",
        "全年收到依申请公开信件NN件。",
        "本年度累计受理政府信息公开申请NN件。",
        "全年受理网上问政9件，收到政府信息公开申请NN件。",
        "全县受理依申请公开件NN件，办结19件。",
        "全县（含各乡镇）共收到政府信息公开申请NN件。",
        "本年度，我县共收到政府信息公开申请NN起。",
        "2023年1月1日至12月31日，本机关收到公民、法人和其他组织政府信息公开申请NN件。",
        "依申请公开事项共受理NN件。",
        "共收到信息公开申请NN条。",
        "系统运行平稳。全年接收并登记政府信息公开申请NN件。",
        "全年政府信息公开申请数量为NN件，总量比去年减少3件。",
        "本年度政府信息公开申请共计NN件。",
    ] {
        for number in ["20", "２０", "二十", "廿"] {
            assert_eq!(told(&text.replace("NN", number)), [""; 0], "{text} {number}");
        }
        for number in ["21", "１９", "二十三", "廿一", "一百零五", "十二", "两"] {
            assert_eq!(told(&text.replace("NN", number)), ["TEXT-NEW"], "{text} {number}");
        }
    }
}

#[test]
fn id_7_results_are_read_in_many_wordings() {
    // ID-7
    let head = "（二）依申请公开\n全县收到政府信息公开申请20件。";
    for (text, right, wrong) in [
        ("其中，予以公开NN件。", "10", "9"),
        ("其中“予以公开”NN件，“部分公开”2件。", "10", "11"),
        ("作出予以公开答复NN件。", "10", "8"),
        ("予以公开的NN件，部分公开的2件。", "十", "十一"),
        ("部分公开NN件。", "2", "3"),
        ("不予公开NN件。", "2", "4"),
        ("不予公开决定NN件。", "2", "1"),
        ("无法提供的NN件，不予处理的1件。", "3", "5"),
        ("不予处理NN件。", "1", "2"),
        ("其他处理NN件。", "1", "6"),
        ("其中，保护第三方合法权益NN件。", "2", "3"),
        ("属于国家秘密NN件。", "0", "1"),
        ("本机关不掌握相关政府信息NN件。", "3", "2"),
        ("信访举报投诉类申请NN件。", "1", "3"),
        ("其中要求提供公开出版物NN件。", "0", "2"),
        ("已办结NN件。", "19", "20"),
        ("共完成政府信息依申请公开答复NN件。", "19", "22"),
        ("办理完毕NN件。", "19", "12"),
        ("全年答复NN件。", "19", "21"),
        ("因属于国家秘密不予公开NN件。", "0", "2"),
        ("因保护第三方合法权益而不予公开的NN件。", "2", "3"),
        ("因本机关不掌握相关信息无法提供NN件。", "3", "2"),
        ("信访举报投诉类申请不予处理NN件。", "1", "3"),
        ("不予处理信访举报投诉类申请NN件。", "1", "3"),
        ("在已办结的NN件申请中，经协商撤回2件。", "19", "17"),
        ("已回复NN件。", "18", "16"),
        ("予以公开NN，部分公开2，不予公开2。", "10", "12"),
        ("所有办结的信息公开申请中同意公开答复NN件，无法提供的3件。", "10", "9"),
        ("已办结的申请中部分公开2件、其他处理NN件。", "1", "3"),
        ("办理结果分别为予以公开NN件；不予公开2件；无法提供3件。", "10", "12"),
        ("经审查予以公开NN件。", "10", "7"),
        ("其中NN件准予公开。", "10", "8"),
    ] {
        assert_eq!(told(&format!("{head}{}", text.replace("NN", right))), [""; 0], "{text} {right}");
        assert_eq!(told(&format!("{head}{}", text.replace("NN", wrong))), ["TEXT-RESULTS"], "{text} {wrong}");
    }
}

#[test]
fn id_7_what_was_done_in_time_may_be_fewer_and_is_then_a_notice() {
    // ID-7
    for text in ["按期答复NN件。", "按时办结NN件。", "已按时答复NN件。", "在法定期限内答复NN件。"]
    {
        let text = format!("全县收到政府信息公开申请20件，{text}");
        assert_eq!(graded(&text.replace("NN", "19")), [], "{text}");
        assert_eq!(graded(&text.replace("NN", "15")), [("TEXT-RESULTS", Severity::Notice)], "{text}");
        assert_eq!(graded(&text.replace("NN", "25")), [("TEXT-RESULTS", Severity::Warning)], "{text}");
    }
}

#[test]
fn id_7_carried_applications_are_read_in_many_wordings() {
    // ID-7
    for (text, right, wrong) in [
        ("上年结转NN件。", "2", "3"),
        ("上年度结转NN件。", "2", "1"),
        ("2022年结转NN件。", "2", "4"),
        ("上一年度结转申请NN件。", "2", "5"),
        ("结转上年NN件。", "2", "0"),
        ("结转下年NN件。", "3", "2"),
        ("结转下年度继续办理NN件。", "3", "4"),
        ("结转至下年度NN件。", "3", "1"),
        ("结转至2024年办理NN件。", "3", "7"),
        ("NN件结转至下年度继续办理。", "3", "5"),
        ("NN件正在办理中。", "3", "6"),
        ("尚未办结NN件。", "3", "9"),
        ("转入下一年度NN件。", "3", "8"),
    ] {
        let text = format!("全县收到政府信息公开申请20件，{text}");
        assert_eq!(told(&text.replace("NN", right)), [""; 0], "{text}");
        assert_eq!(told(&text.replace("NN", wrong)), ["TEXT-CARRIED"], "{text}");
    }
}

#[test]
fn id_7_applicants_are_read_in_many_wordings() {
    // ID-7
    for (text, right, wrong) in [
        ("其中自然人NN件。", "15", "16"),
        ("其中自然人申请NN件，法人或其他组织申请5件。", "15", "11"),
        ("自然人提出的NN件。", "15", "3"),
        ("其中，公民NN件。", "15", "14"),
        ("来自自然人的申请NN件。", "15", "22"),
        ("其中法人或其他组织NN件。", "5", "6"),
        ("法人和其他组织申请NN件。", "5", "6"),
        ("法人及其他组织NN份。", "5", "2"),
        ("商业企业NN件。", "4", "5"),
        ("法律服务机构NN件。", "1", "0"),
        ("科研机构NN件。", "0", "1"),
        ("社会公益组织NN件。", "0", "2"),
    ] {
        let text = format!("全县收到政府信息公开申请20件，{text}");
        assert_eq!(told(&text.replace("NN", right)), [""; 0], "{text}");
        assert_eq!(told(&text.replace("NN", wrong)), ["TEXT-APPLICANTS"], "{text}");
    }
}

#[test]
fn id_7_remedies_are_read_in_many_wordings() {
    // ID-7
    for (text, right, wrong) in [
        ("因政府信息公开引发行政复议NN起。", "3", "4"),
        ("政府信息公开类行政复议案件NN件。", "3", "2"),
        ("涉及政府信息公开的行政诉讼案件NN件。", "2", "3"),
        ("因政府信息公开被提起行政诉讼NN件。", "2", "1"),
        ("因政府信息公开引发行政复议3件。行政诉讼NN件。", "2", "4"),
        ("因政府信息公开引发行政诉讼2件，其中直接起诉NN件。", "1", "2"),
        ("因政府信息公开工作被申请行政复议NN件，其中维持2件、纠正1件。", "3", "5"),
        ("政府信息公开行政复议3件，其中维持NN件。", "2", "3"),
        ("政府信息公开行政复议3件，被纠正NN件。", "1", "0"),
        ("政府信息公开行政诉讼2件，正在审理NN件。", "1", "2"),
        ("政府信息公开行政诉讼（未经复议直接起诉）NN件。", "1", "2"),
        ("政府信息公开行政诉讼（复议后起诉）NN件。", "1", "4"),
        ("政府信息公开行政复议、行政诉讼案件共NN件。", "5", "6"),
        ("全年办理政府信息公开行政复议案件NN宗。", "3", "9"),
        ("全年有NN件涉及政府信息公开工作的行政复议。", "3", "2"),
        ("全年发生NN件因政府信息公开引发的行政诉讼案件。", "2", "3"),
        ("有3件涉及政府信息公开的行政复议。涉及的行政诉讼为NN件。", "2", "0"),
        ("（二）依申请公开\n未经复议直接起诉NN件，结果维持。", "1", "2"),
    ] {
        assert_eq!(told(&text.replace("NN", right)), [""; 0], "{text}");
        let found = told(&text.replace("NN", wrong));
        assert!(!found.is_empty() && found.iter().all(|rule| *rule == "TEXT-REMEDIES"), "{text} {found:?}");
    }
}

#[test]
fn id_7_a_denial_is_a_nought() {
    // ID-7
    for (text, rule, times) in [
        ("全年未收到政府信息公开申请。", "TEXT-NEW", 1),
        ("2023年，本机关没有收到政府信息公开申请。", "TEXT-NEW", 1),
        ("我县未接到任何依申请公开事项。", "TEXT-NEW", 1),
        ("本年度未受理政府信息公开申请。", "TEXT-NEW", 1),
        ("全年无政府信息公开申请。", "TEXT-NEW", 1),
        ("收到政府信息公开申请20件，无上年结转申请。", "TEXT-CARRIED", 1),
        ("收到政府信息公开申请20件，无结转下年度申请。", "TEXT-CARRIED", 1),
        ("全年没有发生因政府信息公开申请行政复议和提起行政诉讼的情况。", "TEXT-REMEDIES", 3),
        ("没有因政府信息公开引起的行政复议和行政诉讼案件。", "TEXT-REMEDIES", 3),
        ("未发生因政府信息公开引发的行政复议、行政诉讼。", "TEXT-REMEDIES", 3),
        ("政府信息公开行政复议、行政诉讼均未发生。", "TEXT-REMEDIES", 3),
        ("因政府信息公开被申请行政复议、提起行政诉讼的情况均未发生。", "TEXT-REMEDIES", 3),
        ("政府信息公开行政复议0件。", "TEXT-REMEDIES", 1),
        ("未收到政府信息公开行政复议申请。", "TEXT-REMEDIES", 1),
        ("政府信息公开行政复议未发生被纠错的情况。", "TEXT-REMEDIES", 1),
        ("依申请公开申请量为零。", "TEXT-NEW", 1),
        ("年内，我县未收到公民、法人或其他组织通过任何形式提出的政府信息公开申请。", "TEXT-NEW", 1),
        ("没有接到群众主动要求公开政府信息的申请。", "TEXT-NEW", 1),
        ("收到政府信息公开申请20件，无下年度结转。", "TEXT-CARRIED", 1),
        ("未发生依申请公开政府信息方面的行政复议和行政诉讼。", "TEXT-REMEDIES", 3),
        ("无因政府信息公开工作被申请行政复议、提起行政诉讼方面的情况。", "TEXT-REMEDIES", 3),
        ("未发生政府信息公开行政复议、起诉。", "TEXT-REMEDIES", 3),
        ("我县未收到和受理政府信息公开申请。", "TEXT-NEW", 1),
        ("未收到以我县为被申请人的政府信息公开行政复议案件。", "TEXT-REMEDIES", 1),
        ("本年度未收到公民、法人或其他组织的依申请公开诉求。", "TEXT-NEW", 1),
        ("未收到当面、信函、传真和其他形式的政府信息公开申请。", "TEXT-NEW", 1),
        ("涉及政府信息公开的上述行政复议件未被复议审查机关纠错。", "TEXT-REMEDIES", 1),
    ] {
        assert_eq!(told(text), vec![rule; times], "{text}");
        let mut nothing = year();
        for path in nothing.paths().into_iter().filter(|path| !path.is_money()) {
            nothing.set(path, Cell::Number(0));
        }
        assert!(told_of(&nothing, text).iter().all(|finding| finding.rule != rule), "{text}");
    }
    for text in [
        "未收到政府信息公开申请的投诉。",
        "无政府信息公开申请人投诉。",
        "没有收到逾期的政府信息公开申请。",
        "去年未收到政府信息公开申请。",
        "2022年没有发生因政府信息公开引发的行政复议。",
        "办公室未收到政府信息公开申请。",
        "政府信息公开行政复议、行政诉讼均无败诉。",
        "政府信息公开行政复议未发生超期的情况。",
        "对政府信息公开申请无正当理由不予受理的，依法追究责任。",
        "收到政府信息公开申请20件，没有申请人提出异议。",
        "未发生安全生产事故。",
        "未收到通过网络提交的政府信息公开申请。",
        "全年未收到行政许可申请。",
        "未收到行政许可方面的投诉。",
    ] {
        assert_eq!(told(text), [""; 0], "{text}");
    }
}

#[test]
fn id_7_what_words_ascribe_to_somebody_is_a_notice_where_it_differs() {
    // ID-7
    for text in [
        "县政府办代表县政府受理政府信息公开申请17件，均已在法定期限内予以答复。",
        "办公室收到政府信息公开申请7件。",
        "县政府共受理政府信息公开申请17件。",
        "全市共受理政府信息公开申请300件。",
        "某局新收政府信息公开申请3件。",
    ] {
        assert_eq!(graded(text), [("TEXT-NEW", Severity::Notice)], "{text}");
        let found = told_of(&year(), text);
        assert!(found[0].message.contains("另一范围"), "{}", found[0].message);
    }
    assert_eq!(graded("办公室收到政府信息公开申请20件。"), []);
    // Whatever an organ was sued for may be more than its applications.
    assert_eq!(graded("（二）依申请公开\n全年被行政复议7件。"), [("TEXT-REMEDIES", Severity::Notice)]);
    assert_eq!(graded("（二）依申请公开\n全年被行政复议3件。"), []);
    assert_eq!(graded("（二）依申请公开\n涉行政复议7件。"), [("TEXT-REMEDIES", Severity::Notice)]);
}

#[test]
fn id_7_fewer_remedies_filed_than_table_four_has_are_a_notice_and_more_a_warning() {
    // ID-7: table four has those decided and pending, of which some may have been filed the year before.
    for (filed, graded_as) in
        [(0, Some(Severity::Notice)), (2, Some(Severity::Notice)), (3, None), (4, Some(Severity::Warning))]
    {
        for text in ["收到政府信息公开行政复议NN件。", "收到针对我县政府信息公开工作的行政复议NN件。"]
        {
            let text = text.replace("NN", &filed.to_string());
            let expected: Vec<_> = graded_as.map(|severity| ("TEXT-REMEDIES", severity)).into_iter().collect();
            assert_eq!(graded(&text), expected, "{text}");
        }
    }
}

#[test]
fn id_7_other_scopes_years_and_things_are_passed_over() {
    // ID-7
    for text in [
        "2023年，办公室（法规处）共办理依申请公开事项21件。",
        "我市共收到政府信息公开申请300件，其中我局承办12件。",
        "收到政府信息公开申请20件，其中5月收到6件，答复6件。",
        "收到政府信息公开申请20件，其中信息不存在4件，3件申请人撤回，答复16件。",
        "全县行政复议机关收到政府信息公开类行政复议申请80件，审结50件。",
        "近三年共收到政府信息公开申请60件。",
        "2022年，全县收到政府信息公开申请35件，2023年有所减少。",
        "通过网络收到申请12件，信函收到申请3件。",
        "其中网上申请12件，信函3件。",
        "涉及征地拆迁的政府信息公开申请11件。",
        "上半年收到政府信息公开申请9件。",
        "接受电话咨询政府信息公开申请事宜120次。",
        "办理人大代表建议和政协提案共45件，答复45件。",
        "收到群众来信来访30件，办结30件。",
        "公开行政处罚决定书35条，不予公开5条。",
        "共收到政府信息公开申请20件。全年立案行政复议60件，审结58件。",
        "每年收到政府信息公开申请10件以上的单位有3个。",
        "最多的单位收到政府信息公开申请9件。",
        "主动公开政府信息3500条，其中网站发布3000条。",
        "收到政府信息公开申请20件，组织培训2次，参加培训50人次。",
        "全年12345热线受理诉求17250件，办结17250件。",
        "教育局办理信访5件，收到政府信息公开申请3件。",
        "收到政府信息公开申请20件，其中办理信访转办9件，答复6件。",
        "累计受理政府信息公开申请300件。",
    ] {
        assert_eq!(told(text), [""; 0], "{text}");
    }
}

#[test]
fn id_7_documents_and_decisions_are_held_against_table_two() {
    // ID-7
    let mut report = year();
    report.organ = "某县某镇人民政府".to_owned();
    for (path, n) in [
        ("proactive.normative_documents.made", 3),
        ("proactive.normative_documents.repealed", 1),
        ("proactive.normative_documents.in_force", 20),
        ("proactive.licences.decisions", 7),
        ("proactive.penalties.decisions", 5),
    ] {
        report.set(path.parse().unwrap(), Cell::Number(n));
    }
    let graded = |report: &Report, text: &str| -> Vec<Severity> {
        let found = told_of(report, text).into_iter().filter(|finding| finding.rule == "TEXT-PROACTIVE");
        found.map(|finding| finding.severity).collect()
    };
    for (text, right, wrong) in [
        ("我镇制发行政规范性文件NN件。", "3", "4"),
        ("全年制定规范性文件NN件，办理行政许可7件。", "3", "0"),
        ("废止规范性文件NN件。", "1", "2"),
        ("清理废止行政规范性文件NN件。", "1", "0"),
        ("现行有效的规范性文件NN件。", "20", "2"),
        ("现行有效行政规范性文件NN件。", "二十", "三十"),
        ("行政规范性文件制发NN件。", "3", "5"),
        ("办理行政许可NN件。", "7", "8"),
        ("作出行政许可决定NN件。", "7", "70"),
        ("作出行政处罚决定NN件。", "5", "6"),
        ("全年作出行政强制决定NN件。", "0", "1"),
        ("公开信息152条，制定规范性文件NN件。", "3", "2"),
    ] {
        assert_eq!(graded(&report, &text.replace("NN", right)), [], "{text}");
        assert_eq!(graded(&report, &text.replace("NN", wrong)), [Severity::Warning], "{text}");
    }
    // A government's text may tell of its own documents only.
    assert_eq!(graded(&year(), "制发行政规范性文件4件。"), [Severity::Notice]);
    for text in [
        "公开规范性文件4件。",
        "2022年制发行政规范性文件9件。",
        "解读规范性文件4件。",
        "党政办制发行政规范性文件2件。",
        "审查规范性文件12件。",
        "公开行政处罚信息9条。",
    ] {
        assert_eq!(graded(&report, text), [], "{text}");
    }
}

#[test]
fn id_7_shares_are_of_the_whole() {
    // ID-7
    let head = "全县收到政府信息公开申请20件，办结19件。";
    for text in [
        "予以公开10件，占52.63%；部分公开2件，占10.5%。",
        "予以公开10件，占50%。",
        "予以公开10件，占比45.45%，不予公开2件，占总数的10.53%。",
        "其中自然人15件，占75%。",
        "无法提供3件（占15.8%）。",
        "部分公开2件，占10.52%。",
    ] {
        assert_eq!(told(&format!("{head}{text}")), [""; 0], "{text}");
    }
    for text in [
        "予以公开10件，占62.63%。",
        "部分公开2件，占比20.5%。",
        "无法提供3件，占总数的18%。",
        "其中自然人15件，占85%。",
        "不予公开2件，占11.5%。",
    ] {
        assert_eq!(told(&format!("{head}{text}")), ["TEXT-SHARES"], "{text}");
    }
    // Of what else a share is, nobody knows.
    for text in ["予以公开10件，公开率为99%。", "予以公开10件，满意度占98%。", "收到申请20件，占全市的3%。"]
    {
        assert_eq!(told(&format!("{head}{text}")), [""; 0], "{text}");
    }
}

#[test]
fn id_7_a_share_is_of_what_the_other_shares_are_of() {
    // ID-7: the total is blank in the table, and named in the text.
    let mut report = year();
    report.set("applications.results.total.total".parse().unwrap(), Cell::Blank);
    let shares = |text: &str| -> Vec<Severity> {
        let found = told_of(&report, text).into_iter().filter(|finding| finding.rule == "TEXT-SHARES");
        found.map(|finding| finding.severity).collect()
    };
    let head = "全县收到政府信息公开申请20件，答复19件。";
    let agreeing = "部分公开2件，占10.53%；无法提供3件，占15.79%；";
    assert_eq!(shares(&format!("{head}{agreeing}予以公开10件，占52.63%。")), []);
    assert_eq!(shares(&format!("{head}{agreeing}予以公开10件，占58.1%。")), [Severity::Warning]);
    assert_eq!(shares(&format!("{head}予以公开10件，占58.1%。")), [Severity::NotAssessable]);
}

#[test]
fn id_7_a_blank_total_is_no_less_than_its_known_parts() {
    // ID-7
    let mut report = year();
    report.set("applications.results.granted.total".parse().unwrap(), Cell::Blank);
    report.set("remedies.reconsideration.total".parse().unwrap(), Cell::Blank);
    let graded = |text: &str| -> Vec<(&'static str, Severity)> {
        told_of(&report, text).into_iter().map(|finding| (finding.rule, finding.severity)).collect()
    };
    let head = "全县收到政府信息公开申请20件，";
    assert_eq!(graded(&format!("{head}予以公开9件。")), [("TEXT-RESULTS", Severity::Warning)]);
    assert_eq!(graded(&format!("{head}予以公开10件。")), [("TEXT-RESULTS", Severity::NotAssessable)]);
    assert_eq!(graded(&format!("{head}予以公开30件。")), [("TEXT-RESULTS", Severity::NotAssessable)]);
    assert_eq!(graded("政府信息公开行政复议2件。"), [("TEXT-REMEDIES", Severity::Warning)]);
    assert_eq!(graded("未发生因政府信息公开引发的行政复议。"), [("TEXT-REMEDIES", Severity::Warning)]);
    // All upheld, while the table knows one that was not.
    report.set("remedies.reconsideration.upheld".parse().unwrap(), Cell::Blank);
    let found = told_of(&report, "政府信息公开行政复议5件，均获维持。");
    assert!(found.iter().any(|f| f.severity == Severity::Warning && f.message.contains("结果纠正")), "{found:?}");
}

#[test]
fn id_7_growth_is_held_against_the_year_before_where_it_was_given() {
    // ID-7
    let mut previous = year();
    previous.year = Some(2022);
    previous.set("applications.new.total".parse().unwrap(), Cell::Number(16));
    previous.set("applications.carried_in.total".parse().unwrap(), Cell::Number(0));
    let with = |text: &str, previous: Option<&Report>| -> Vec<&'static str> {
        let mut report = year();
        report.narrative.overview = text.to_owned();
        let found = check(&report, &CheckContext { previous, ..CheckContext::default() });
        found.into_iter().map(|f| f.rule).filter(|rule| rule.starts_with("TEXT-")).collect()
    };
    for (growth, right) in [
        ("较上年增加4件", true),
        ("比去年增长25%", true),
        ("同比增长25%", true),
        ("较2022年增加4件", true),
        ("比上一年度增加5件", false),
        ("同比增长20%", false),
        ("较上年减少4件", false),
        ("同比下降25%", false),
        ("申请数量较上年增长25%", true),
        ("申请量同比回落25%", false),
    ] {
        let text = format!("2023年，全县收到政府信息公开申请20件，{growth}。");
        assert_eq!(with(&text, None), [""; 0], "{text}");
        let wanted: &[&str] = if right { &[] } else { &["TEXT-GROWTH"] };
        assert_eq!(with(&text, Some(&previous)), wanted, "{text}");
    }
}

#[test]
fn id_7_the_channels_are_parts_of_what_came() {
    // ID-7
    for (text, severity) in [
        ("收到政府信息公开申请20件，其中网络申请12件，信函申请8件。", None),
        ("收到政府信息公开申请20件。其中，通过网络申请12件、通过信函申请7件、当面申请1件。", None),
        ("收到政府信息公开申请20件，其中网络申请12件，信函申请8件，予以公开10件。", None),
        ("收到政府信息公开申请20件，其中网络申请13件，信函申请8件。", Some(Severity::Warning)),
        ("收到政府信息公开申请20件，其中网络申请12件，信函申请7件。", Some(Severity::Notice)),
        ("收到政府信息公开申请20件。其中，通过网络申请12件，占60%；通过信函申请9件。", Some(Severity::Warning)),
    ] {
        let wanted: Vec<_> = severity.map(|severity| ("TEXT-BREAKDOWN", severity)).into_iter().collect();
        assert_eq!(graded(text), wanted, "{text}");
    }
    assert_eq!(told("收到政府信息公开申请20件，其中网络申请12件，信函申请8件，予以公开11件。"), ["TEXT-RESULTS"]);
}

#[test]
fn fee_12_fewer_notices_than_lapsed_for_want_of_payment_are_told_without_a_register() {
    // FEE-12
    let mut report = year();
    let unpaid: Path = "applications.results.other_fee_unpaid.total".parse().unwrap();
    report.set(unpaid, Cell::Number(3));
    let told = |text: &str| -> Vec<Finding> {
        let mut report = report.clone();
        report.narrative.other = text.to_owned();
        let found = check(&report, &CheckContext::default());
        found.into_iter().filter(|finding| finding.rule == "TEXT-FEES").collect()
    };
    for text in ["本年度未发出收费通知。", "全年发出信息处理费收费通知2件。", "没有作出信息处理费收费通知。"]
    {
        let found = told(text);
        let [finding] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert_eq!((finding.severity, finding.cells.as_slice()), (Severity::Warning, &[unpaid][..]), "{text}");
        assert_eq!(finding.expected, Some(Figure::Number(3)));
    }
    for text in [
        "全年发出收费通知3件。",
        "全年收取信息处理费380元。",
        "本年度未收取信息处理费。",
        "全年收取政府信息公开信息处理费0元。",
    ] {
        assert_eq!(told(text), [], "{text}");
    }
}

#[test]
fn a_claim_names_the_cells_it_contradicts() {
    for (text, cells) in [
        ("全县收到政府信息公开申请21件。", vec!["applications.new.total"]),
        ("全县收到政府信息公开申请20件，部分公开3件。", vec!["applications.results.partly_granted.total"]),
        ("政府信息公开行政复议4件。", vec!["remedies.reconsideration.total"]),
    ] {
        let found = told_of(&year(), text);
        let named: Vec<String> = found[0].cells.iter().map(Path::to_string).collect();
        assert_eq!(named, cells, "{text}");
    }
    let blocks = [RemedyBlock::LitigationDirect, RemedyBlock::LitigationAfterReconsideration];
    let found = told_of(&year(), "政府信息公开行政诉讼3件。");
    assert_eq!(found[0].cells, blocks.map(|block| Path::Remedies(block, RemedyResult::Total)));
    assert_eq!(year().cell(Path::Applications(Row::New, annual_report::Column::Total)), &Cell::Number(20));
}
