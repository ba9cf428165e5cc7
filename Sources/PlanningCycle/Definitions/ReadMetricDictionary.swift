// SPDX-License-Identifier: Apache-2.0
public import Access
import Commerce
import TradeMeasures

extension Workspace {
  /// Every measure with its meaning, and what the company's documents allow.
  ///
  /// - Throws: `CycleError.figuresNotPossible`, `StoreError`.
  public func metricDictionary(_ proof: Authorized<To.ViewPlan>) throws -> MetricDictionaryView {
    let book = try measureBook()
    let sight = plan.sight(of: proof.person)
    let seesPurchases = sight.isEverything && sight.allows(.viewPurchases)
    let (measures, standIns) = (Swift.Set(book.measures), Swift.Set(book.standIns))
    return MetricDictionaryView(
      entries: book.dictionary.definitions.map {
        let isTheirs = $0.measure.side == .sales || seesPurchases
        return MetricDictionaryView.Entry(
          definition: $0, hasDocuments: isTheirs && measures.contains($0.measure), standsIn: isTheirs && standIns.contains($0.measure))
      },
      salesMonths: book.months(.sales), purchaseMonths: seesPurchases ? book.months(.purchases) : nil,
      channels: book.codes(.sales, .channel).filter { !$0.isEmpty },
      findings: sight.isEverything ? book.findings.filter { $0.side == .sales || seesPurchases } : [])
  }

  /// Documents and links of trade, made once after each import.
  func measureBook() throws -> MeasureBook {
    if let book = documentShelf.measures { return book }
    let kinds: [FactKind] = [
      .items, .customers, .suppliers, .deals, .dealStages, .salesOrderLines, .shipments, .invoices, .receipts, .bills, .purchaseOrderLines,
      .purchaseReceipts, .purchaseInvoices, .payments,
    ]
    let tables = try kinds.map { try facts.table($0) }
    let book = try refusing { () throws(MeasureError) in try MeasureBook(tables: tables) }
    documentShelf.measures = book
    return book
  }

  /// A refusal of the figures, in the words of the workspace.
  func refusing<Result>(_ work: () throws(MeasureError) -> Result) throws -> Result {
    do {
      return try work()
    } catch {
      throw CycleError(.figuresNotPossible, BilingualText(error.words), parameters: ["reason": error.code])
    }
  }
}

extension CycleError.Code {
  /// Two figures that are not the same thing were to be put into one.
  public static let figuresUnlike = CycleError.Code("figures.unlike")
  public static let figuresNotPossible = CycleError.Code("figures.not-possible")
}
