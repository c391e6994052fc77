//! Characters that look like ideographs and are not, made the ideographs they show.
//!
//! Programs that write PDF (and whoever copies out of one) often name a character by the first code that its drawing has:
//! `⼀` for 一, `⾏` for 行, `⺠` for 民. No label is known in such a spelling.

/// The ideographs of the radicals from U+2E80 on; a blank where there is none.
const SUPPLEMENT: &str = concat!(
    " 厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵 旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫",
    "羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉",
    "齐歯齿竜龙龜亀龟            ",
);
/// The ideographs of the Kangxi radicals from U+2F00 on, as they are drawn in Chinese print.
const KANGXI: &str = concat!(
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴",
    "廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿",
    "目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵",
    "邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠",
);
/// The ideographs of the compatibility ideographs from U+F900 on.
const COMPATIBILITY: &str = concat!(
    "豈更車賈滑串句龜龜契金喇奈懶癩羅蘿螺裸邏樂洛烙珞落酪駱亂卵欄爛蘭鸞嵐濫藍襤拉臘蠟廊朗浪狼郎來冷勞擄櫓爐盧老蘆",
    "虜路露魯鷺碌祿綠菉錄鹿論壟弄籠聾牢磊賂雷壘屢樓淚漏累縷陋勒肋凜凌稜綾菱陵讀拏樂諾丹寧怒率異北磻便復不泌數索參",
    "塞省葉說殺辰沈拾若掠略亮兩凉梁糧良諒量勵呂女廬旅濾礪閭驪麗黎力曆歷轢年憐戀撚漣煉璉秊練聯輦蓮連鍊列劣咽烈裂說",
    "廉念捻殮簾獵令囹寧嶺怜玲瑩羚聆鈴零靈領例禮醴隸惡了僚寮尿料樂燎療蓼遼龍暈阮劉杻柳流溜琉留硫紐類六戮陸倫崙淪輪",
    "律慄栗率隆利吏履易李梨泥理痢罹裏裡里離匿溺吝燐璘藺隣鱗麟林淋臨立笠粒狀炙識什茶刺切度拓糖宅洞暴輻行降見廓兀嗀",
);

/// The text with the ideographs that it shows.
pub(super) fn ideographs(text: String) -> String {
    if !may_hold_one(text.as_bytes()) {
        return text;
    }
    text.chars().map(|c| ideograph(c).unwrap_or(c)).collect()
}

/// Whether the first two bytes of a character of the ranges below stand in a text: one pass that never branches.
fn may_hold_one(bytes: &[u8]) -> bool {
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    pairs.fold(false, |found, (first, second)| {
        found | ((*first == 0xe2) & (*second >= 0xba)) | ((*first == 0xef) & (*second >= 0xa4) & (*second <= 0xa8))
    })
}

/// The ideograph that a character shows and is not.
fn ideograph(c: char) -> Option<char> {
    let (table, first) = match c {
        '\u{2e80}'..='\u{2eff}' => (SUPPLEMENT, 0x2e80),
        '\u{2f00}'..='\u{2fd5}' => (KANGXI, 0x2f00),
        '\u{f900}'..='\u{fa0d}' => (COMPATIBILITY, 0xf900),
        _ => return None,
    };
    let at = usize::try_from(u32::from(c) - first).ok()?;
    table.chars().nth(at).filter(|c| *c != ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_the_ideographs_they_show() {
        let shown = ideographs("⼀、总体情况：⾏政许可、⼈⺠政府、⽤⼾、第⼆⼗条、⻘岚、⻔⼾、不予".to_owned());
        assert_eq!(shown, "一、总体情况：行政许可、人民政府、用户、第二十条、青岚、门户、不予");
    }

    #[test]
    fn other_text_stays() {
        for text in ["“甲”—乙…", "（一）", "行政许可 12", "①Ⅱ", "⿰"] {
            assert_eq!(ideographs(text.to_owned()), text);
        }
    }

    #[test]
    fn every_table_is_as_long_as_its_range() {
        assert_eq!([SUPPLEMENT, KANGXI, COMPATIBILITY].map(|table| table.chars().count()), [128, 214, 270]);
    }
}
