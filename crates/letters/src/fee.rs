//! D11: what is to be paid, how it was counted, by when, and what follows if it is not (费办法3-7).

use document::Block;
use law::fee::{Fen, Standard};
use law::remedy::FEE_NOTICE_NOTE;
use serde::{Deserialize, Serialize};

use crate::asked::Asked;
use crate::words::{FEE_MEASURE, REGULATION, body, full_stop, open_ended};

/// A fee notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeNotice {
    /// What was asked.
    pub asked: Asked,
    /// By which standard.
    pub standard: Standard,
    /// The calculation line by line, as `law::fee` reasons it.
    pub calculation: Vec<String>,
    /// The amount in fen.
    pub fen: i64,
    /// Account and manner of payment.
    pub payment: String,
}

pub(crate) fn notice(notice: &FeeNotice, you: &str) -> Vec<Block> {
    let mut blocks = notice.asked.opening(you);
    blocks.push(body(format!(
        "根据{REGULATION}第四十二条和{FEE_MEASURE}，本机关决定对该申请{}收取信息处理费，计算如下：",
        notice.standard.label()
    )));
    blocks.extend(notice.calculation.iter().map(|line| body(full_stop(line))));
    blocks.push(body(format!("应缴金额：{}。缴纳方式：{}。", Fen(notice.fen), open_ended(&notice.payment))));
    blocks.push(body(
        "请自收到本通知书的次日起20个工作日内缴纳。逾期未缴纳的，视为放弃申请，本机关不再处理该申请。缴清费用后，答复期限自缴清的次日起\
         重新起算。",
    ));
    blocks.push(body(FEE_NOTICE_NOTE));
    blocks
}
