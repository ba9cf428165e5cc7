// SPDX-License-Identifier: Apache-2.0
public import Access
public import Calendars
public import SalesAnalytics

extension Workspace {
  /// 销售分析: a question of orders, deliveries, invoices and receipts, answered from the rows somebody sees.
  ///
  /// - Parameter hierarchy: 现行口径 or 当时口径 of families, subfamilies, groups, and of a customer's territory and channel where a document tells none.
  /// - Throws: `SalesAnalysisError` in words of both languages; `AccessError.permissionMissing` for margins without the right to see cost;
  ///   `StoreError`.
  public func analyseSales(
    _ proof: Authorized<To.ViewPlan>, _ question: SalesQuestion, hierarchy: SalesHierarchy = .now
  ) throws -> SalesAnalysis {
    try requireSales(proof.person, question.measures)
    return try salesBooks(of: proof.person, hierarchy).analyse(question)
  }

  /// The same question of a period and of an earlier one: 同比, 环比, 累计同比, 农历对齐.
  ///
  /// - Returns: nil when the period has not begun on the as-of day or has no such earlier one.
  /// - Throws: as `analyseSales`.
  public func compareSales(
    _ proof: Authorized<To.ViewPlan>, _ question: SalesQuestion, _ comparison: SalesComparison, of period: SalesPeriod,
    alike: ComparedPeriods.Alike = .days, hierarchy: SalesHierarchy = .now
  ) throws -> ComparedSales? {
    try requireSales(proof.person, question.measures)
    guard let periods = ComparedPeriods(comparison, of: period, asOf: question.asOf, alike: alike, calendar: planDays) else { return nil }
    return try salesBooks(of: proof.person, hierarchy).compare(question, periods)
  }

  /// A measure period by period with its growth, for a chart.
  ///
  /// - Throws: as `analyseSales`; balances and distinct counts are refused.
  public func salesGrowth(
    _ proof: Authorized<To.ViewPlan>, of measure: SalesMeasure, by dimension: SalesDimension, in range: ClosedRange<Day>, asOf: Day,
    filters: [SalesFilter] = [], alike: ComparedPeriods.Alike = .days
  ) throws -> GrowthSeries {
    try requireSales(proof.person, [measure])
    return try salesBooks(of: proof.person).growth(
      of: measure, by: dimension, in: range, asOf: asOf, filters: filters, alike: alike, calendar: planDays)
  }
}
