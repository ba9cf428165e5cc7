// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Formulas
import Planning

extension Workspace {
  /// What taxes the plan owes and pays, from the first month that is forecast on.
  ///
  /// - Throws: `CycleError.scenarioNotKnown`; `StoreError`; `PlanningError` when the model in force has no taxes.
  public func taxView(_ proof: Authorized<To.ViewTaxes>, scenario: Int64? = nil) throws -> TaxView {
    try BuildTaxView(book: try cashBook(try Access.authorize(proof.person, to: To.ViewCash.self), scenario: scenario)).build()
  }
}

/// Reads returns and payments from a plan and its cash book.
struct BuildTaxView {
  let book: CashBook
  private var plan: PlanState { book.plan }
  private var calendar: PlanCalendar { book.plan.calendar }
  /// Positions of the months that are forecast.
  private var open: Range<Int> { calendar.actualCount..<calendar.monthCount }

  func build() throws(PlanningError) -> TaxView {
    let sections = [try filesByQuarter() ? vatByQuarter() : vat(), try income(), try settlement(), try wages()]
    let payments = payments()
    return TaxView(cutoff: plan.cutoff, sections: sections, payments: payments, checks: try checks(sections, payments))
  }

  // MARK: Returns

  private func vat() throws(PlanningError) -> TaxView.Section {
    let rates = try outputByRate()
    let lines =
      [try line("output_vat_month", .line)] + rates + [
        try line("input_vat", .line), try line("purchase_vat_deducted", .part), try line("opening_vat_deducted", .part),
        try line("expense_vat", .part), try line("commission_vat", .part), try line("capex_vat", .part),
        try line("vat_carried", .line, shift: -1, BilingualText("上期留抵税额", "VAT carried in"), "carried_in"),
        try line("vat_due", .total), try line("vat_carried", .line, shift: 0, BilingualText("期末留抵税额", "VAT carried out"), "carried_out"),
        try line("vat_surcharge", .total),
        try line("taxes_paid", .line, shift: 1, BilingualText("次月缴纳的增值税及附加", "Paid in the month after"), "paid"),
        try line("vat_awaited", .line),
      ]
    return TaxView.Section(
      topic: .vat, label: BilingualText("增值税及附加", "VAT and surcharges"), columns: months(shift: 1),
      lines: lines.compactMap { $0 }.filter { line in line.rank != .part || line.figures.contains { $0.value ?? 0 != 0 } })
  }

  /// A small-scale taxpayer 小规模纳税人.
  private func filesByQuarter() throws(PlanningError) -> Bool {
    guard plan.engine.model.measure(named: "small_scale") != nil else { return false }
    return try plan.engine.value("small_scale", at: .total, period: nil) == 1
  }

  private func vatByQuarter() throws(PlanningError) -> TaxView.Section {
    let (columns, ends) = quarters()
    return TaxView.Section(
      topic: .vat, label: BilingualText("增值税及附加（小规模纳税人，按季）", "VAT and surcharges, small-scale, by quarter"), columns: columns,
      lines: [
        try line("quarter_sales", .line, at: ends, BilingualText("本季销售额", "Sales of the quarter")),
        try line("vat_exempt_sales", .line, at: ends),
        try line("quarter_vat", .line, at: ends, BilingualText("本季应交增值税", "VAT of the quarter")),
        try line("vat_relieved", .line, at: ends), try line("vat_surcharge", .line, at: ends),
        try line("tax_payable", .total, at: ends, BilingualText("季末应交增值税及附加", "Owed at the quarter's end")),
        try line("taxes_paid", .line, at: ends, shift: 1, BilingualText("次月缴纳的增值税及附加", "Paid in the month after"), "paid"),
      ].compactMap { $0 })
  }

  /// Output VAT apart by the rate of its item and month, and what waits for the red invoice of a rebate; the parts are rounded so that they add up to the whole.
  private func outputByRate() throws(PlanningError) -> [TaxView.Line?] {
    let whole = try plan.engine.values("output_vat_month", at: .total)
    var byRate: [Int64: [Double]] = [:]
    for item in plan.members.items {
      let at: Coordinate = ["Item": item]
      let (tax, rate) = (try plan.engine.values("output_vat", at: at), try plan.engine.values("tax_rate", at: at))
      for month in open where tax[month] != 0 && tax[month].isFinite {
        let key = Int64(((rate[month].finite ?? 0) * 1_000_000).rounded())
        byRate[key, default: [Double](repeating: 0, count: whole.count)][month] += tax[month]
      }
    }
    let keys = byRate.keys.sorted(by: >)
    guard keys.count > 1 || keys.first.map({ $0 != 0 }) ?? false else { return [] }
    let waiting = try waitingForCredit()
    var values = [[Int64]](repeating: [], count: keys.count + (waiting.isEmpty ? 0 : 1))
    for month in open {
      let exact = keys.map { (byRate[$0]?[month] ?? 0) * 100 } + (waiting.isEmpty ? [] : [waiting[month] * 100])
      for (index, part) in RoundedParts.settle(exact, to: hundredths(whole[month].finite ?? 0)).enumerated() { values[index].append(part) }
    }
    func part(_ key: String, _ label: BilingualText, _ parts: [Int64], _ measure: String) -> TaxView.Line {
      TaxView.Line(
        key: key, label: label, rank: .part, unit: "元",
        figures: zip(open, parts).map { month, value in
          TaxView.Figure(value: value, cell: plan.address(measure, .total, .month(calendar.month(at: month))).text)
        })
    }
    let lines = keys.enumerated().map { index, key in
      let rate = Self.percent(millionths: key)
      return part("output_\(key)", BilingualText("其中：税率 \(rate)", "of which at \(rate)"), values[index], "output_vat")
    }
    guard !waiting.isEmpty, let last = values.last else { return lines }
    let label = BilingualText("返利的税额：计提时留着，红冲时冲减", "VAT of rebates: waits when accrued, comes off when credited")
    return lines + [part("output_rebates", label, last, "output_vat_month")]
  }

  /// By month; empty when no rebate waits.
  private func waitingForCredit() throws(PlanningError) -> [Double] {
    guard plan.engine.model.measure(named: "rebate_credited_vat") != nil else { return [] }
    let (accrued, credited) = (try plan.engine.values("rebate_vat", at: .total), try plan.engine.values("rebate_credited_vat", at: .total))
    let waiting = zip(accrued, credited).map { ($0 - $1).finite ?? 0 }
    return open.contains { abs(waiting[$0]) >= 0.005 } ? waiting : []
  }

  private func income() throws(PlanningError) -> TaxView.Section {
    let (columns, ends) = quarters()
    let lines = [
      try line("taxable_profit_to_date", .line, at: ends), try rate("income_tax_rate", at: ends),
      try line("income_tax_to_date", .line, at: ends, BilingualText("本年累计应纳所得税", "Income tax of the year to date")),
      try line("income_tax_payable", .total, at: ends, BilingualText("季末应交所得税", "Owed at the quarter's end")),
      try line("income_tax_paid", .line, at: ends, shift: 1, BilingualText("次月预缴", "Prepaid in the month after")),
    ]
    return TaxView.Section(
      topic: .income, label: BilingualText("企业所得税（按季预缴）", "Income tax, prepaid by quarter"), columns: columns,
      lines: lines.compactMap { $0 })
  }

  /// By year: what it owes on taxable income, what was prepaid on the profit of the books, and the difference with its day.
  private func settlement() throws(PlanningError) -> TaxView.Section {
    let weights = book.input("settlement_day_weight")
    let ends = open.filter { calendar.month(at: $0).month == 12 && $0 + 1 < calendar.monthCount }
    func settles(_ end: Int) -> Day? {
      let year = calendar.month(at: end).year + 1
      return weights.indices.first { weights[$0] > 0 && calendar.day(at: $0).year == year }.map { calendar.day(at: $0) }
    }
    // 31 May, or the next working day, which may lie in June.
    let paid = ends.map { end in settles(end).flatMap { calendar.index(of: $0.monthOf) } ?? end + 5 }
    let columns = ends.map { end in
      let (year, day) = (calendar.month(at: end).year, settles(end))
      return TaxView.Column(
        key: "\(year)", label: PlanPeriod.year(year).label, payBy: day, isPresumed: day.map { isPresumed($0) } ?? false)
    }
    let lines = [
      try line("taxable_profit_to_date", .line, at: ends, BilingualText("全年利润", "Profit of the year")),
      try line("tax_adjustments", .line, at: ends),
      try line("taxable_income_to_date", .line, at: ends, BilingualText("全年应纳税所得额", "Taxable income of the year")),
      try rate("income_tax_rate", at: ends),
      try line("income_tax_to_date", .total, at: ends, BilingualText("全年应纳所得税", "Income tax of the year")),
      try line("prepaid_to_date", .line, at: ends, BilingualText("十二月底前已预缴", "Prepaid by the end of December")),
      try line(
        "income_tax_paid", .line, at: ends, shift: 1, BilingualText("一月预缴第四季度", "Prepaid in January for the fourth quarter"), "paid_january"
      ),
      try line("income_tax_to_settle", .total, at: ends, shift: 1),
      try line("income_tax_settled", .line, at: paid, BilingualText("补缴", "Paid")),
      try line("income_tax_refunded", .line, at: paid, shift: 1, BilingualText("次月退税", "Refunded in the month after")),
    ]
    return TaxView.Section(
      topic: .settlement, label: BilingualText("企业所得税（汇算清缴）", "Income tax, settled by year"), columns: columns,
      lines: lines.compactMap { $0 })
  }

  private func wages() throws(PlanningError) -> TaxView.Section {
    TaxView.Section(
      topic: .wages, label: BilingualText("个人所得税（代扣代缴）", "Wage tax, withheld"), columns: months(shift: 1),
      lines: [
        try line("staff", .line, shift: -1, BilingualText("上月人数", "People of the month before"), "people"),
        try line("wages_paid", .line), try line("contributions_paid", .part), try line("wage_tax_taken", .part),
        try line("net_wages", .part),
        try line("bonus_paid", .line), try line("bonus_tax_taken", .part), try line("net_bonus", .part),
        try line("wage_tax_payable", .total, shift: 0, BilingualText("已代扣、次月缴纳的个税", "Withheld, paid over in the month after")),
        try line("wage_tax_paid", .line, shift: 1, BilingualText("次月缴纳", "Paid in the month after"), "paid"),
      ].compactMap { $0 })
  }

  // MARK: Payments

  private func payments() -> [TaxView.Payment] {
    (book.taxEntries() + book.staffEntries().filter { $0.line == "cash_wage_tax" }).enumerated()
      .filter { $0.element.amount != 0 && $0.element.source != .rounding }
      .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
      .map { _, entry in
        TaxView.Payment(
          day: entry.day, isPresumed: isPresumed(entry.day), label: entry.label, amount: -entry.amount, certainty: entry.certainty,
          cell: entry.cell)
      }
  }

  private func isPresumed(_ day: Day) -> Bool { book.bankDays.status(of: day.year) == .presumed }

  // MARK: Checks

  private func checks(_ sections: [TaxView.Section], _ payments: [TaxView.Payment]) throws(PlanningError) -> [TyingCheck] {
    let paid = try ["taxes_paid", "income_tax_paid", "income_tax_settled", "wage_tax_paid"].map { (name) throws(PlanningError) in
      try exact(name)
    }
    let refunded = try exact("income_tax_refunded")
    let ofMonths = open.reduce(0.0) { sum, month in paid.reduce(sum) { $0 + $1[month] } - refunded[month] }
    let ofDays = (book.total("cash_taxes") + book.total("cash_wage_tax")).reduce(Int64(0), +)
    let listed = payments.reduce(Int64(0)) { $0 + $1.amount }
    // Each month's tax is rounded where it is paid: half a 分 each.
    let rounding = Int64(open.count * 4)
    func settled(_ rest: Int64) -> Int64 { abs(rest) <= rounding ? 0 : rest }
    return [
      try filesByQuarter() ? quarterTies() : monthTies(),
      TyingCheck(
        key: "days", label: BilingualText("税历各笔之和 = 资金计划的缴税", "Payments listed = taxes of the cash plan"),
        difference: settled(listed - ofDays)),
      TyingCheck(
        key: "months", label: BilingualText("资金计划的缴税 = 各月应缴", "Taxes of the cash plan = what the months pay"),
        difference: settled(ofDays - hundredths(ofMonths))),
    ]
  }

  private func monthTies() throws(PlanningError) -> TyingCheck {
    let (output, input) = (try exact("output_vat_month"), try exact("input_vat"))
    let (due, carried) = (try exact("vat_due"), try exact("vat_carried"))
    let rests = open.map { month in
      output[month] - input[month] - (month > 0 ? carried[month - 1] : 0) - due[month] + carried[month]
    }
    return TyingCheck(
      key: "vat", label: BilingualText("销项 − 进项 − 上期留抵 = 应交 − 期末留抵", "Output − input − carried in = due − carried out"),
      difference: hundredths(Self.worst(rests)))
  }

  private func quarterTies() throws(PlanningError) -> TyingCheck {
    let (tax, relieved) = (try exact("quarter_vat"), try exact("vat_relieved"))
    let (surcharge, paid) = (try exact("vat_surcharge"), try exact("taxes_paid"))
    let ends = quarters().ends.filter { $0 + 1 < calendar.monthCount && tax[$0] >= 0 }
    return TyingCheck(
      key: "vat", label: BilingualText("本季应交 − 减免 + 附加 = 次月缴纳", "VAT of the quarter − relieved + surcharges = paid in the month after"),
      difference: hundredths(Self.worst(ends.map { tax[$0] - relieved[$0] + surcharge[$0] - paid[$0 + 1] })))
  }

  private static func worst(_ rests: [Double]) -> Double { rests.max { abs($0) < abs($1) } ?? 0 }

  /// By month; noughts where the model in force has no such measure.
  private func exact(_ measure: String) throws(PlanningError) -> [Double] {
    guard plan.engine.model.measure(named: measure) != nil else { return [Double](repeating: 0, count: calendar.monthCount) }
    return try plan.engine.values(measure, at: .total).map { $0.finite ?? 0 }
  }

  // MARK: Lines and columns

  /// 130,000 → `13%`, 5,000 → `0.5%`.
  private static func percent(millionths: Int64) -> String {
    let (whole, rest) = (millionths / 10_000, millionths % 10_000)
    guard rest != 0 else { return "\(whole)%" }
    var digits = String(String(rest + 10_000).dropFirst())
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(whole).\(digits)%"
  }

  /// A line that the model in force has; nil otherwise.
  private func line(
    _ measure: String, _ rank: StatementView.Line.Rank, at places: [Int]? = nil, shift: Int = 0, _ label: BilingualText? = nil,
    _ key: String? = nil
  ) throws(PlanningError) -> TaxView.Line? {
    guard let index = plan.engine.model.measure(named: measure) else { return nil }
    let declared = plan.engine.model.measures[index]
    let values = try plan.engine.values(measure, at: .total)
    let figures = (places ?? Array(open)).map { place in
      let month = place + shift
      guard values.indices.contains(month) else { return TaxView.Figure(value: nil, cell: nil) }
      return TaxView.Figure(
        value: values[month].finite.map { hundredths($0) },
        cell: plan.address(measure, .total, .month(calendar.month(at: month))).text)
    }
    return TaxView.Line(
      key: key ?? measure, label: label ?? BilingualText(declared.names), rank: rank, unit: declared.unit.description, figures: figures)
  }

  /// A rate for all time, in hundredths of a per cent.
  private func rate(_ measure: String, at places: [Int]) throws(PlanningError) -> TaxView.Line? {
    guard let index = plan.engine.model.measure(named: measure) else { return nil }
    let value = try plan.engine.value(measure, at: .total, period: nil)
    let figure = TaxView.Figure(
      value: value.map { hundredths($0 * 100) }, cell: plan.address(measure, .total, nil).text)
    return TaxView.Line(
      key: measure, label: BilingualText(plan.engine.model.measures[index].names), rank: .line, unit: "%",
      figures: places.map { _ in figure })
  }

  /// Months that are forecast, with the day on which what concerns them is paid.
  private func months(shift: Int) -> [TaxView.Column] {
    open.map { column(calendar.month(at: $0).description, PlanPeriod.month(calendar.month(at: $0)).label, paidIn: $0 + shift) }
  }

  /// Quarters that end after the cutoff, paid in the month after; with the positions of their last months.
  private func quarters() -> (columns: [TaxView.Column], ends: [Int]) {
    let ends = open.filter { calendar.month(at: $0).month % 3 == 0 }
    let columns = ends.map { end in
      let month = calendar.month(at: end)
      let quarter = PlanPeriod.quarter(year: month.year, month.month / 3)
      return column(quarter.column, quarter.label, paidIn: end + 1)
    }
    return (columns, ends)
  }

  /// The last day with a weight: where somebody set several, the tax is paid in parts up to it.
  private func column(_ key: String, _ label: BilingualText, paidIn month: Int) -> TaxView.Column {
    let weights = book.input("tax_day_weight")
    let last = month < calendar.monthCount ? calendar.days(ofMonthAt: month).last { weights.indices.contains($0) && weights[$0] > 0 } : nil
    let day = last.map { calendar.day(at: $0) }
    return TaxView.Column(key: key, label: label, payBy: day, isPresumed: day.map { isPresumed($0) } ?? false)
  }
}
