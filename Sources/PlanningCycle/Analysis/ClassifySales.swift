// SPDX-License-Identifier: Apache-2.0
public import Access
public import SalesAnalytics

extension Workspace {
  /// ABC by a measure, XYZ by steadiness, of the rows somebody sees.
  ///
  /// - Parameters:
  ///   - a: thousandths.
  ///   - b: thousandths.
  /// - Throws: as `analyseSales`.
  public func classifySales(
    _ proof: Authorized<To.ViewPlan>, _ dimension: SalesDimension, by measure: SalesMeasure = .orderedExclTax,
    steadiness: SalesMeasure = .orderedQuantity, _ question: SalesQuestion, a: Int = 800, b: Int = 950
  ) throws -> SalesClasses {
    try requireSales(proof.person, [measure, steadiness])
    return try salesBooks(of: proof.person).classify(dimension, by: measure, steadiness: steadiness, question, a: a, b: b)
  }

  /// How much rests on few, of the rows somebody sees.
  ///
  /// - Throws: as `analyseSales`.
  public func salesConcentration(
    _ proof: Authorized<To.ViewPlan>, of measure: SalesMeasure = .orderedInclTax, over dimension: SalesDimension = .customer,
    _ question: SalesQuestion
  ) throws -> Concentration {
    try requireSales(proof.person, [measure])
    return try salesBooks(of: proof.person).concentration(of: measure, over: dimension, question)
  }
}
