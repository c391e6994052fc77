// A rule-based importer as one would write it with cheerio: loads the page, walks all tables and their cells, lays merged
// cells out, finds each row by its label and takes its figures. Usage: node importer.mjs PAGE WARM ROUNDS PIECES;
// prints the nanoseconds of each round of so many pieces.
import { readFileSync } from "node:fs";
import { load } from "cheerio";

const LABELS = [
  "规章", "规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费", "本年新收", "上年结转", "予以公开", "部分公开",
  "国家秘密", "法律行政法规禁止", "三安全一稳定", "第三方合法权益", "内部事务信息", "过程性信息", "行政执法案卷", "行政查询事项",
  "不掌握相关政府信息", "另行制作", "仍不明确", "信访举报投诉", "重复申请", "公开出版物", "大量反复申请", "重新出具", "逾期不补正",
  "收费通知", "其他", "总计", "结转下年度",
];

function grid($, table) {
  const rows = [];
  $(table).find("tr").each((r, tr) => {
    rows[r] ??= [];
    let column = 0;
    $(tr).children("td, th").each((_, td) => {
      while (rows[r][column] !== undefined) column += 1;
      const text = $(td).text().replace(/[\s\u00a0]+/g, "");
      const wide = Number($(td).attr("colspan") ?? 1) || 1;
      const high = Number($(td).attr("rowspan") ?? 1) || 1;
      for (let down = 0; down < high; down += 1) {
        rows[r + down] ??= [];
        for (let right = 0; right < wide; right += 1) rows[r + down][column + right] = text;
      }
      column += wide;
    });
  });
  return rows;
}

function importReport(html) {
  const $ = load(html);
  const found = [];
  $("table").each((_, table) => {
    for (const row of grid($, table)) {
      const label = LABELS.find((label) => row.some((cell) => cell?.includes(label)));
      if (!label) continue;
      const figures = row.filter((cell) => /^-?[\d,.]+$/.test(cell ?? "")).map((cell) => Number(cell.replaceAll(",", "")));
      if (figures.length > 0) found.push([label, figures]);
    }
  });
  const text = $("body").text().replace(/\s+/g, "");
  const sums = found.filter(([, figures]) => figures.length > 1).map(([, figures]) => {
    const total = figures.at(-1);
    return figures.slice(0, -1).reduce((sum, figure) => sum + figure, 0) === total;
  });
  return { found, sums, year: /(\d{4})年/.exec(text)?.[1] };
}

const [page, warm, rounds, pieces] = process.argv.slice(2);
const html = readFileSync(page, "utf8");
let kept = 0;
for (let round = 0; round < Number(warm) + Number(rounds); round += 1) {
  const begun = process.hrtime.bigint();
  for (let piece = 0; piece < Number(pieces); piece += 1) kept += importReport(html).found.length;
  const took = process.hrtime.bigint() - begun;
  if (round >= Number(warm)) console.log(String(took));
}
if (kept === 0) throw new Error("no figure was found in the page");
