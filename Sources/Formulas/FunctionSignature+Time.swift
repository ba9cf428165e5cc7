// SPDX-License-Identifier: Apache-2.0

/// Functions along time, and between actual and forecast.
extension FunctionSignature {
  private static let beyond = Argument.label(
    "else", "y", "轴外的值，不写为 0；same 取边上的值", "value beyond the axis, 0 when left out; same takes the edge")
  private static let periods = Argument.place(
    "n", "期数：整数，或数值属性如 Item.lead", "periods: a whole number, or a numeric property like Item.lead")

  static let time: [FunctionSignature] = [
    FunctionSignature(
      "lag", .time, [x, periods, beyond], Wording("n 期以前的值", "value n periods earlier"), "lag(x, 2)",
      [110, 120, 130, 140, 150, 160]),
    FunctionSignature(
      "lead", .time, [x, periods, beyond], Wording("n 期以后的值", "value n periods later"),
      "lead(x, 2, else: same)", [150, 160, 170, 180, 180, 180]),
    FunctionSignature(
      "prev", .time, [x, .label("open", "y", "第一期之前的值，不写为 0", "value before the first period; 0 when left out")],
      Wording("上一期的值，可以指向自己", "value of the period before; may reach itself"), "prev(x)",
      [120, 130, 140, 150, 160, 170]),
    FunctionSignature(
      "lastyear", .time, [x], Wording("去年同月；没有则缺失", "same month of last year; missing before"),
      "lastyear(x)", [10, 20, 30, 40, 50, 60]),
    FunctionSignature(
      "sameperiod", .time, [x],
      Wording(
        "去年同期，按春节对齐：春节一年在一月、一年在二月时，一、二月交叉比较",
        "last year aligned on the Spring Festival: January and February cross when it fell in the other of the two"),
      "sameperiod(x)", [20, 10, 30, 40, 50, 60]),
    FunctionSignature(
      "movingsum", .time, [x, .place("-2..0", "窗口，期", "the window, in periods")],
      Wording("窗口内各期之和", "sum over a window of periods"), "movingsum(x, -2..0)", [360, 390, 420, 450, 480, 510]),
    FunctionSignature(
      "cumulate", .time, [x, .label("reset", "year", "year：财年开始时清零", "year: starts again with the fiscal year")],
      Wording("累计", "running total"), "cumulate(x, reset: year)", [130, 270, 420, 580, 750, 930]),
    FunctionSignature(
      "yeartodate", .time,
      [
        .label("actual", "a", "截止月及以前", "through the cutoff", isRequired: true),
        .label("forecast", "f", "截止月以后", "after it", isRequired: true),
      ],
      Wording(
        "本年累计：截止月及以前累计实际，以后累计预测",
        "year to date: actuals through the cutoff, then the forecast on top"),
      "yeartodate(actual: x, forecast: 100)", [130, 270, 370, 470, 570, 670]),
    FunctionSignature(
      "spread", .time,
      [x, .label("profile", "p", "比例，含编号维度，无时间", "shares over a numbered dimension, without time", isRequired: true)],
      Wording("按滞后比例摊到以后各期：Σ p[l] · x[t−l]", "lag convolution: Σ p[l] · x[t−l]"),
      "spread(x, profile: share)", [125, 135, 145, 155, 165, 175]),
    FunctionSignature(
      "rollforward", .time,
      [
        .label("open", "y", "第一期之前的余额", "balance before the first period"),
        .label("actual", "z", "截止月及以前的余额", "balance through the cutoff"),
        .place("+ a", "增加", "what is added"), .more("- b", "减少", "what is taken away"),
      ], Wording("余额：期初加增减减，逐期滚动", "a balance: opening plus and minus, period by period"),
      "rollforward(actual: x, + 10, - y)", [130, 140, 150, 156, 161, 171]),
    FunctionSignature(
      "switchover", .time,
      [
        .label("actual", "a", "截止月及以前", "through the cutoff", isRequired: true),
        .label("forecast", "f", "截止月以后", "after it", isRequired: true),
      ], Wording("截止月及以前取实际，以后取预测", "actual through the cutoff, forecast after it"),
      "switchover(actual: x, forecast: 100)", [130, 140, 100, 100, 100, 100]),
    FunctionSignature(
      "atcutoff", .time, [x], Wording("截止月的值，对所有期间", "value of the cutoff month, for all time"),
      "atcutoff(x)", [140, 140, 140, 140, 140, 140]),
  ]

  static let axes: [FunctionSignature] = [
    FunctionSignature(
      "monthly", .axes, [x, .label("take", "last", "last：取月末一天", "last: the last day's value")],
      Wording("日 → 月：求和，或取月末", "months from days: the sum, or the last day; 0 through the cutoff"),
      "monthly(d)", [0, 0, 31, 30, 31, 30]),
    FunctionSignature(
      "daily", .axes, [x, .label("profile", "w", "日权重；没有则按天平均", "weights by day; evenly without")],
      Wording("月 → 日：按权重摊开，各日之和等于该月", "days from months, in proportion to weights; the month's sum is kept"),
      "monthly(daily(x, profile: d), take: last)", [0, 0, 150.0 / 31, 160.0 / 30, 170.0 / 31, 6]),
  ]

  static let dimensions: [FunctionSignature] = [
    FunctionSignature(
      "sum", .dimensions, [x],
      Wording("按维度（over）或到上级、引用（by）求和，缺失不计", "sum over dimensions, or by a level or reference; missing is left out"),
      takesScope: true, "sum(k over Item)", over: "", [6]),
    FunctionSignature(
      "average", .dimensions, [x], Wording("平均，缺失不计", "mean of what is given"), takesScope: true,
      "average(k by Item.Family)", over: "Item.Family", [1.5, 3]),
    FunctionSignature(
      "allocate", .dimensions,
      [x, .label("by", "key", "分摊依据", "what it is allocated by", isRequired: true)],
      Wording(
        "把 x 按依据分到依据的成员上，各份之和正好等于 x；依据全为零时平均",
        "gives each member of the key its share of x; the shares sum to x exactly, even where the key is zero"),
      "allocate(100, by: k)", over: "Item", [100.0 / 6, 200.0 / 6, 50]),
    FunctionSignature(
      "valid", .dimensions, [.place("Item", "维度", "a dimension")],
      Wording("该行成员在该期有效（valid_from、valid_to）时为真", "true where the row's member is valid (valid_from, valid_to) in the period"),
      "if valid(Item) then k else 0", over: "Item, month", [1, 1, 1, 1, 1, 1, 0, 0, 2, 2, 2, 2, 3, 3, 3, 3, 0, 0]),
  ]
}
