//! The processing fee (信息处理费): the notice with its computed amount, its service, payment, withdrawal, the end unpaid.

use app::LetterForm;
use law::application::{Act, CommandKind as K, FeeNo};
use law::fee::{Charge, Standard};

use super::bench::Bench;
use super::correction::{lapsed, lapsed_parts};
use super::deed::Deed;
use super::described::{Reason, Shows, Step};
use super::part::Part;
use super::pick::{self, Choice};
use crate::filled::Filled;
use crate::form::Form;

pub(super) const STEPS: &[Step] = &[
    Step::of(
        K::SendFeeNotice,
        "发出收费通知",
        "条例42；费办法3至6",
        "提供信息原则上不收费；数量、频次明显超过合理范围的，可以收取信息处理费，收不收由人决定。按件、按量只选一种，金额按标准计算。发出后答复期限停止计算，缴清的次日起重新计算。",
    )
    .day("收费通知发出的日期")
    .letter()
    .shows(&[Shows::Month])
    .parts(charging)
    .deed(charge)
    .by(|bench| {
        let due = bench.clock().due?;
        Some(format!("收费通知应当在办理期限内（{}前）发出。", law::reason::chinese_date(due)))
    })
    .trial(|bench, filled| {
        let (standard, charge) = charged(bench, filled)?;
        let fee = charge.fee(bench.on).ok()?.value;
        Some(Act::SendFeeNotice { standard, amount_fen: fee.0, letter: "letter".into() })
    })
    .names(&[("amount", "count"), ("items", "count"), ("pages", "count")]),
    Step::of(
        K::RecordFeeServed,
        "登记送达",
        "费办法6",
        "收费通知送到申请人的日期。申请人从次日起有20个工作日缴费；没有送达的登记，不能认定逾期未缴费。",
    )
    .day("申请人收到的日期")
    .parts(|bench, _| told(bench))
    .deed(|bench, _| Some(Deed::act(Act::RecordFeeServed { fee: open(bench)? })))
    .trial(|bench, _| Some(Act::RecordFeeServed { fee: open(bench)? })),
    Step::of(
        K::RecordFeePaid,
        "登记缴清",
        "费办法6",
        "费用全部缴清之日登记。答复期限从次日起重新计算20个工作日。",
    )
    .day("缴清的日期")
    .parts(|bench, _| told(bench))
    .deed(|bench, _| Some(Deed::act(Act::RecordFeePaid { fee: open(bench)? })))
    .trial(|bench, _| Some(Act::RecordFeePaid { fee: open(bench)? })),
    Step::of(
        K::CancelFee,
        "撤回收费通知",
        "费办法3、6",
        "计算有误，或者决定不收的，撤回还没有缴纳的收费通知，如同没有发过，答复期限恢复计算。要告知申请人不用缴纳。",
    )
    .day("撤回的日期")
    .grave()
    .reason(Reason::Must("撤回的理由", "例如：页数计算有误，将重新通知。"))
    .parts(|bench, _| told(bench))
    .deed(|bench, _| Some(Deed::act(Act::CancelFee { fee: open(bench)? })))
    .trial(|bench, _| Some(Act::CancelFee { fee: open(bench)? })),
    Step::of(
        K::CloseFeeUnpaid,
        "认定逾期未缴费，办结",
        "条例42；费办法6",
        "申请人逾期未缴纳的，视为放弃申请，本机关不再处理。年报计入“其他处理”第2项。法律没有要求另行发文，发一份告知书可以留存证明。",
    )
    .day("认定的日期")
    .grave()
    .letter()
    .reason(Reason::May("说明"))
    .parts(|bench, filled| [told(bench), lapsed_parts(bench, filled)].concat())
    .deed(|bench, form| Some(lapsed(bench, form, Act::CloseFeeUnpaid)))
    .trial(|_, _| Some(Act::CloseFeeUnpaid)),
];

/// The fee notice that waits for payment.
fn open(bench: &Bench) -> Option<FeeNo> {
    bench.law().open_fee().map(|fee| fee.no)
}

fn told(bench: &Bench) -> Vec<Part> {
    let Some(fee) = bench.law().open_fee() else { return Vec::new() };
    let amount = law::fee::Fen(fee.amount_fen);
    let day = law::reason::chinese_date;
    let mut facts = vec![
        ("收费通知".to_owned(), format!("{}发出，{}计收", day(fee.sent_on), fee.standard.label())),
        ("金额".to_owned(), amount.to_string()),
    ];
    if let Some(served) = fee.served_on {
        facts.push(("送达".to_owned(), day(served)));
    }
    vec![Part::Facts(facts)]
}

fn standards() -> [Choice; 2] {
    [
        Choice::with(
            "by_item",
            "按件",
            "同一申请人一个自然月内累计：10件以内不收；11至30件每件100元；31件起每10件一档，每档每件多收100元。",
        ),
        Choice::with(
            "by_volume",
            "按量",
            "按本件提供的页数（A4 单面为一页）：30页以内不收；31至100页每页10元；101至200页每页20元；201页起每页40元。",
        ),
    ]
}

fn standard(filled: &Filled) -> Option<Standard> {
    match filled.get("standard") {
        "by_item" => Some(Standard::ByItem),
        "by_volume" => Some(Standard::ByVolume),
        _ => None,
    }
}

/// What is charged for, as far as it is filled in.
fn charged(bench: &Bench, filled: &Filled) -> Option<(Standard, Charge)> {
    let standard = standard(filled)?;
    let count: u32 = filled.get("count").parse().ok()?;
    let charge = match standard {
        Standard::ByItem => Charge::Items { before: bench.shown.month.checked_sub(count)?, now: count },
        Standard::ByVolume => Charge::Pages(count),
    };
    Some((standard, charge))
}

fn charging(bench: &Bench, filled: &mut Filled) -> Vec<Part> {
    let month = bench.shown.month;
    let mut parts = vec![
        Part::note(format!("本机关登记的，这位申请人同月的申请共{month}件（含本件）。")),
        pick::radios(filled, "standard", "按哪种标准计收", &standards()),
        filled
            .whole("count", "计费的件数或者页数")
            .hint("按件的，填本次收费的件数（算在当月最后几件上）；按量的，填提供的总页数。")
            .between(1, 1_000_000)
            .must()
            .into(),
    ];
    if let Some(calculated) = calculation(bench, filled) {
        parts.push(calculated);
    }
    let payment = "写明缴入的账户、方式和联系人。收入缴入本级国库，开具财政票据。";
    parts.push(filled.area("payment", "缴纳的账户和方式").hint(payment).must().into());
    parts.push(Part::note("填好件数或者页数以后按“预览文书”，先看金额和计算过程，再发出。"));
    parts
}

/// The amount with its calculation, as soon as it can be computed.
fn calculation(bench: &Bench, filled: &Filled) -> Option<Part> {
    let (_, charge) = charged(bench, filled)?;
    let fee = charge.fee(bench.on).ok()?;
    let steps: Vec<String> =
        fee.because.iter().map(|because| format!("{}（{}）", because.fact, because.cite)).collect();
    Some(Part::Facts(vec![("应缴金额".to_owned(), fee.value.to_string()), ("计算过程".to_owned(), steps.join("\n"))]))
}

fn charge(bench: &Bench, form: &mut Form) -> Option<Deed> {
    let filled = &mut form.filled;
    pick::picked(filled, "standard", "按哪种标准计收", &standards());
    let count = filled.number("count", "计费的件数或者页数", true);
    let payment = filled.text("payment", "缴纳的账户和方式");
    if let Some((_, charge)) = charged(bench, filled)
        && let Err(faults) = charge.fee(bench.on)
    {
        faults.into_iter().for_each(|fault| filled.wrong("count", fault.message));
    }
    let (standard, count) = (standard(filled)?, count?);
    let form = LetterForm::FeeNotice { standard, count, payment };
    Some(Deed::letter(form, move |letter, composed| {
        let (standard, amount_fen) = composed.fee().unwrap_or((standard, 0));
        Act::SendFeeNotice { standard, amount_fen, letter }
    }))
}
