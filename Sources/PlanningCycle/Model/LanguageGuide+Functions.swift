// SPDX-License-Identifier: Apache-2.0

extension LanguageGuide {
  private static func function(_ signature: String, _ zh: String, _ en: String, _ example: String) -> Function {
    Function(
      name: String(signature.prefix { $0 != "(" }), signature: signature, words: BilingualText(zh, en), example: example)
  }

  static let functions: [Function] = [
    function(
      "sum(x over Dim)", "把一个维度加总掉；by 按上级或引用汇总", "adds a dimension away; by adds up to a level or a reference",
      "sum(revenue over Item, Region)"),
    function("average(x over Dim)", "平均；缺数不计", "the mean; missing cells are left out", "average(price over Region)"),
    function("min(a, b, …)", "最小值；也可用 over、by", "the smallest; over and by work as well", "min(stock, demand)"),
    function("max(a, b, …)", "最大值；也可用 over、by", "the largest; over and by work as well", "max(balance, 0)"),
    function("abs(x)", "绝对值", "without its sign", "abs(variance)"),
    function("round(x, n)", "四舍五入到 n 位小数", "to n digits, half away from zero", "round(units, 0)"),
    function("floor(x)", "向下取整", "down to a whole number", "floor(units)"),
    function("ceiling(x)", "向上取整", "up to a whole number", "ceiling(units)"),
    function("given(x)", "有数为真，缺数为假", "true where x is not missing", "if given(override) then override else baseline"),
    function("first(x, y, …)", "第一个有数的", "the first that is given", "first(override, baseline)"),
    function("divide(x, y, else: z)", "x ÷ y；y 为 0 时取 z", "x / y, and z where y is 0", "divide(profit, revenue, else: 0)"),
    function("lag(x, n, else: y)", "n 期以前的值", "the value n periods earlier", "lag(orders, 1)"),
    function("lead(x, n, else: y)", "n 期以后的值", "the value n periods later", "lead(demand, 2, else: same)"),
    function("prev(x, open: y)", "上一期的值；第一期取 y", "the period before; y before the first", "prev(stock, open: opening_stock)"),
    function("lastyear(x)", "去年同期（按月）", "twelve months earlier", "lastyear(revenue)"),
    function("movingsum(x, -2..0)", "滚动窗口内的和", "a sum over a window of periods", "movingsum(orders, -2..0)"),
    function(
      "cumulate(x, reset: year)", "累计；reset: year 为本年累计", "running total; with reset: year the year to date",
      "cumulate(revenue, reset: year)"),
    function(
      "spread(x, profile: p)", "按滞后曲线铺到以后各期", "spread over later periods by a lag profile", "spread(billing, profile: collection_profile)"),
    function(
      "rollforward(open: y, + a, - b)", "结转：期初加来减去；actual: 截止月以前用实际", "a balance: before plus what came minus what went",
      "rollforward(open: opening_stock, + receipts, - shipped)"),
    function(
      "switchover(actual: a, forecast: f)", "截止月以前用 a，以后用 f", "a through the cutoff month, f after it",
      "switchover(actual: actual_orders, forecast: agreed)"),
    function("atcutoff(x)", "截止月的值", "the value of the cutoff month, for all time", "atcutoff(cash)"),
    function("monthly(x)", "从日到月：求和；take: last 取月末", "months from days: the sum, or the last day", "monthly(cash_balance, take: last)"),
    function("daily(x, profile: w)", "从月到日：按日权重分", "days from months, by a day profile", "daily(wages_paid, profile: pay_day_weight)"),
  ]

  static let attributes: [Attribute] = [
    Attribute(
      key: "total", values: ["sum", "average", "ratio", "none"], words: BilingualText("维度上级怎么算", "the value at parents of a dimension")),
    Attribute(
      key: "time", values: ["sum", "first", "last", "average", "ratio", "none"],
      words: BilingualText("季度、年怎么算", "the value of a quarter or a year")),
    Attribute(key: "blank", values: ["zero", "missing"], words: BilingualText("空单元格是零还是缺数", "what an empty cell is")),
    Attribute(key: "good", values: ["up", "down", "neutral"], words: BilingualText("往哪边是好", "which way is favourable")),
    Attribute(key: "edit", values: [], words: BilingualText("改这个指标时写到哪个输入", "the input that editing this measure writes")),
    Attribute(key: "basis", values: ["含税", "不含税", "none"], words: BilingualText("含税口径", "tax included or excluded")),
    Attribute(key: "note", values: [], words: BilingualText("口径说明，显示在表头", "what is meant, shown at the head")),
    Attribute(key: "hidden", values: ["no", "yes"], words: BilingualText("不在画面上显示", "left off the screens")),
    Attribute(key: "was", values: [], words: BilingualText("原来的标识：改名后输入的数跟过来", "the former id: a rename keeps the inputs")),
    Attribute(key: "of", values: [], words: BilingualText("校验的相对尺度", "what the tolerance of an assert is relative to")),
  ]
}
