// An annual report as some organ might have put it up: invented figures in the national form, as a web page.

const RESULTS = [
  '（一）予以公开', '（二）部分公开（区分处理的，只计这一情形，不计其他情形）',
  '1.属于国家秘密', '2.其他法律行政法规禁止公开', '3.危及“三安全一稳定”', '4.保护第三方合法权益',
  '5.属于三类内部事务信息', '6.属于四类过程性信息', '7.属于行政执法案卷', '8.属于行政查询事项',
  '1.本机关不掌握相关政府信息', '2.没有现成信息需要另行制作', '3.补正后申请内容仍不明确',
  '1.信访举报投诉类申请', '2.重复申请', '3.要求提供公开出版物', '4.无正当理由大量反复申请', '5.要求行政机关确认或重新出具已获取信息',
  '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
  '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请', '3.其他',
];
const GROUPS = [[2, 8, '（三）不予公开'], [10, 3, '（四）无法提供'], [13, 5, '（五）不予处理'], [18, 3, '（六）其他处理']];

const cells = (figures) => figures.map((figure) => `<td>${figure}</td>`).join('');
const line = (label, figures, span = 1) => `<tr><td colspan="${span}">${label}</td>${cells(figures)}</tr>`;
const noughts = (count) => Array(count).fill(0);
/** So many applications of natural persons; the total may say otherwise. */
const persons = (count, total = count) => [count, 0, 0, 0, 0, 0, total];

/** The page of a report: `fresh` new applications, `left` of them carried over, `total` printed as the total of the new. */
export function reportPage({ organ, year, fresh, left = 0, total = fresh }) {
  const results = RESULTS.map((label, place) => {
    const group = GROUPS.find(([first]) => first === place);
    const inGroup = GROUPS.some(([first, count]) => place >= first && place < first + count);
    const head = group ? `<td rowspan="${group[1]}">${group[2]}</td>` : '';
    return `<tr>${head}<td colspan="${inGroup ? 1 : 2}">${label}</td>${cells(persons(place === 0 ? fresh - left : 0))}</tr>`;
  });
  const [first, ...others] = results;
  return `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>年报</title></head><body>
<h1>${organ}${year}年政府信息公开工作年度报告</h1>
<h2>一、总体情况</h2><p>${year}年，本机关依法公开政府信息，办理政府信息公开申请。</p>
<h2>二、主动公开政府信息情况</h2>
<table><tr><td colspan="4">第二十条第（一）项</td></tr><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
${line('规章', noughts(3))}${line('行政规范性文件', noughts(3))}
<tr><td colspan="4">第二十条第（五）项</td></tr><tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr><tr><td>行政许可</td><td colspan="3">12</td></tr>
<tr><td colspan="4">第二十条第（六）项</td></tr><tr><td>信息内容</td><td colspan="3">本年处理决定数量</td></tr><tr><td>行政处罚</td><td colspan="3">3</td></tr><tr><td>行政强制</td><td colspan="3">0</td></tr>
<tr><td colspan="4">第二十条第（八）项</td></tr><tr><td>信息内容</td><td colspan="3">本年收费金额（单位：万元）</td></tr><tr><td>行政事业性收费</td><td colspan="3">0</td></tr></table>
<h2>三、收到和处理政府信息公开申请情况</h2>
<table><tr><td colspan="3" rowspan="3">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td><td colspan="7">申请人情况</td></tr>
<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>
<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>
${line('一、本年新收政府信息公开申请数量', persons(fresh, total), 3)}${line('二、上年结转政府信息公开申请数量', persons(0), 3)}
${first.replace('<tr>', `<tr><td rowspan="${RESULTS.length + 1}">三、本年度办理结果</td>`)}${others.join('\n')}
${line('（七）总计', persons(fresh - left), 2)}${line('四、结转下年度继续办理', persons(left), 3)}</table>
<h2>四、政府信息公开行政复议、行政诉讼情况</h2>
<table><tr><td colspan="5">行政复议</td><td colspan="10">行政诉讼</td></tr>
<tr>${'结果维持 结果纠正 其他结果 尚未审结 总计'.split(' ').map((label) => `<td rowspan="2">${label}</td>`).join('')}<td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr>
<tr>${[...Array(2)].map(() => '<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>').join('')}</tr>
<tr>${cells(noughts(15))}</tr></table>
<h2>五、政府信息公开工作存在的主要问题及改进情况</h2><p>公开不够及时，已经改进。</p>
<h2>六、其他需要报告的事项</h2><p>没有收取信息处理费。</p></body></html>`;
}
