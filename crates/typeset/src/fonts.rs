//! The fonts a PDF is set in: the operator's own first, then the system's.
//!
//! The typefaces that official documents call for may not be passed on, so each has a list of names: the one asked
//! for if the operator owns it, then free equivalents. Finding fonts is slow (some tenths of a second) and done once;
//! their bytes are read when first needed.

use document::official::Face;
use std::path::{Path, PathBuf};
use typst::text::{Font, FontBook, FontInfo, FontStretch, FontStyle, FontVariant, FontWeight};
use typst::utils::LazyHash;
use typst_kit::fonts::{FontPath, FontStore, scan, system};

/// What a font must show to count as a Chinese one.
const PROBE: &str = "政府信息公开年度报告（一）、。";

/// The names a typeface goes by, the best first.
fn names(face: Face) -> &'static [&'static str] {
    match face {
        Face::XiaoBiaoSong => &[
            "FZXiaoBiaoSong-B05S",
            "FZXiaoBiaoSong-B05",
            "方正小标宋简体",
            "方正小标宋_GBK",
            "Noto Serif CJK SC",
            "Noto Serif SC",
            "Source Han Serif SC",
            "Source Han Serif CN",
        ],
        Face::FangSong => &[
            "FangSong_GB2312",
            "仿宋_GB2312",
            "FangSong",
            "仿宋",
            "STFangsong",
            "FandolFang R",
            "FandolFang",
            "Noto Serif CJK SC",
            "Noto Serif SC",
            "Source Han Serif SC",
            "Source Han Serif CN",
        ],
        Face::Hei => &[
            "SimHei",
            "黑体",
            "STHeiti",
            "FandolHei",
            "Noto Sans CJK SC",
            "Noto Sans SC",
            "Source Han Sans SC",
            "Source Han Sans CN",
        ],
        Face::Kai => &[
            "KaiTi_GB2312",
            "楷体_GB2312",
            "KaiTi",
            "楷体",
            "STKaiti",
            "LXGW WenKai",
            "FandolKai",
            "FandolKai R",
            "Noto Serif CJK SC",
            "Noto Serif SC",
            "Source Han Serif SC",
            "Source Han Serif CN",
        ],
        Face::Song => &[
            "SimSun",
            "宋体",
            "STSong",
            "Noto Serif CJK SC",
            "Noto Serif SC",
            "Source Han Serif SC",
            "Source Han Serif CN",
        ],
    }
}

/// Fonts found and ready; made once and used for every PDF.
pub struct Fonts {
    store: FontStore,
    /// One bit for each code point that some font shows.
    shown: Vec<u64>,
    /// For each of [`Face::ALL`] the families to set it in, the best first, never empty.
    families: Vec<Vec<String>>,
}

/// No Chinese font was found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("没有找到中文字体，无法生成 PDF。请安装 Debian 软件包 fonts-noto-cjk，或者把中文字体文件放进 fonts/ 文件夹{}", searched(.folders))]
pub struct FontsMissing {
    /// The operator's folders that were searched.
    pub folders: Vec<PathBuf>,
}

fn searched(folders: &[PathBuf]) -> String {
    if folders.is_empty() {
        return String::new();
    }
    let names: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
    format!("（已查找：{}）", names.join("、"))
}

impl Fonts {
    /// Finds the fonts of the operator's folders (they win) and of the system; a folder that is not there is passed over.
    ///
    /// # Errors
    /// [`FontsMissing`] if none of them can show Chinese.
    pub fn load(folders: &[PathBuf]) -> Result<Self, FontsMissing> {
        let mut store = of_folders(folders);
        let own = count(&store);
        store.extend(system());
        Self::ready(store, own, folders)
    }

    /// Finds the fonts of these folders only, for a result that does not depend on the machine.
    ///
    /// # Errors
    /// [`FontsMissing`] if none of them can show Chinese.
    pub fn load_only(folders: &[PathBuf]) -> Result<Self, FontsMissing> {
        let store = of_folders(folders);
        let own = count(&store);
        Self::ready(store, own, folders)
    }

    /// Makes the fonts ready; the first `own` of the store are the operator's.
    fn ready(store: FontStore, own: usize, folders: &[PathBuf]) -> Result<Self, FontsMissing> {
        let mut shown = Vec::new();
        let mut last_resort = None;
        let mut operators: Vec<String> = Vec::new();
        for (index, info) in infos(&store).enumerate() {
            let mut points = Vec::new();
            // A private character means what its font's maker meant: only the operator's choice of font can be right.
            info.coverage.iter().filter(|point| index < own || !private(*point)).for_each(|p| mark(&mut points, p));
            if index < own && !operators.iter().any(|name| *name == info.family.as_str()) {
                operators.push(info.family.as_str().to_owned());
            }
            if PROBE.chars().all(|c| marked(&points, c)) {
                let simplified = !["jp", "kr", "tc", "hk"].iter().any(|tag| info.family.to_lowercase().ends_with(tag));
                match &last_resort {
                    Some((true, _)) => {}
                    Some((false, _)) if !simplified => {}
                    _ => last_resort = Some((simplified, info.family.as_str().to_owned())),
                }
            }
            merge(&mut shown, &points);
        }
        let Some((_, last_resort)) = last_resort else {
            return Err(FontsMissing { folders: folders.to_vec() });
        };
        let families = Face::ALL
            .iter()
            .map(|face| {
                let mut found: Vec<String> = names(*face)
                    .iter()
                    .filter(|name| store.book().contains_family(&name.to_lowercase()))
                    .map(|name| (*name).to_owned())
                    .collect();
                if found.is_empty() {
                    found.push(last_resort.clone());
                }
                // What these lack is sought in the operator's other fonts before the system's.
                for name in &operators {
                    if !found.contains(name) {
                        found.push(name.clone());
                    }
                }
                found
            })
            .collect();
        let fonts = Self { store, shown, families };
        fonts.warm();
        Ok(fonts)
    }

    /// Reads the bytes of the fonts that every document needs.
    fn warm(&self) {
        for face in Face::ALL {
            let weight = if face == Face::XiaoBiaoSong { FontWeight::BOLD } else { FontWeight::REGULAR };
            let variant = FontVariant::new(FontStyle::Normal, weight, FontStretch::NORMAL);
            if let Some(family) = self.families(face).first()
                && let Some(index) = self.store.book().select(&family.to_lowercase(), variant)
            {
                self.store.font(index);
            }
        }
    }

    /// The families a typeface is set in, the best first.
    #[must_use]
    pub fn families(&self, face: Face) -> &[String] {
        Face::ALL.iter().position(|each| *each == face).and_then(|at| self.families.get(at)).map_or(&[], Vec::as_slice)
    }

    /// Whether some font shows the character.
    #[must_use]
    pub fn shows(&self, c: char) -> bool {
        marked(&self.shown, c)
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        self.store.book()
    }

    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        self.store.font(index)
    }
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts").field("families", &self.families).finish_non_exhaustive()
    }
}

fn of_folders(folders: &[PathBuf]) -> FontStore {
    let mut store = FontStore::new();
    for folder in folders {
        let mut found: Vec<(FontPath, _)> = scan(Path::new(folder)).collect();
        // A folder lists its files in no order; the same files shall give the same PDF.
        found.sort_by(|(a, _), (b, _)| (&a.path, a.index).cmp(&(&b.path, b.index)));
        store.extend(found);
    }
    store
}

fn infos(store: &FontStore) -> impl Iterator<Item = &FontInfo> {
    (0..).map_while(|index| store.book().info(index))
}

fn count(store: &FontStore) -> usize {
    infos(store).count()
}

/// Whether a code point is for private use.
fn private(point: u32) -> bool {
    matches!(point, 0xe000..=0xf8ff | 0xf0000..=0x10ffff)
}

fn mark(bits: &mut Vec<u64>, point: u32) {
    let at = point as usize / 64;
    if bits.len() <= at {
        bits.resize(at + 1, 0);
    }
    if let Some(word) = bits.get_mut(at) {
        *word |= 1 << (point % 64);
    }
}

fn marked(bits: &[u64], c: char) -> bool {
    let point = u32::from(c);
    bits.get(point as usize / 64).is_some_and(|word| word >> (point % 64) & 1 == 1)
}

fn merge(all: &mut Vec<u64>, some: &[u64]) {
    if all.len() < some.len() {
        all.resize(some.len(), 0);
    }
    for (into, from) in all.iter_mut().zip(some) {
        *into |= from;
    }
}
