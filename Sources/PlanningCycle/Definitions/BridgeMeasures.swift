// SPDX-License-Identifier: Apache-2.0
public import Access
import Commerce
public import TradeMeasures

extension Workspace {
  /// The bridge between two figures, within the rows the person may see; figures of suppliers are the company's.
  ///
  /// - Throws: `AccessError` for a region of others, and for purchases without the right; `CycleError.figuresNotPossible`; `StoreError`.
  public func measureBridge(_ proof: Authorized<To.ViewPlan>, _ question: MeasureBridgeQuestion) throws -> MeasureBridgeView {
    let book = try measureBook()
    let slice = try slice(proof, question)
    let bridge = try refusing { () throws(MeasureError) in
      try book.bridge(from: question.from, to: question.to, question.months, slice)
    }
    guard let from = book.dictionary.definition(of: question.from), let to = book.dictionary.definition(of: question.to) else {
      preconditionFailure("the dictionary defines every measure")
    }
    var height = bridge.fromTotal
    let steps = bridge.lines.filter { $0.amount != 0 }.map { line in
      let start = height
      height -= line.amount
      return MeasureBridgeView.Step(
        item: line.item, name: BilingualText(line.item.name(question.from.side)), reason: BilingualText(line.item.kind.reason),
        amount: line.amount, start: start, end: height, documentCount: line.documentCount)
    }
    let figures = (StatedFigure(from, currency: book.currency), StatedFigure(to, currency: book.currency))
    return MeasureBridgeView(
      bridge: bridge, from: from, to: to, steps: steps, unlikeness: figures.0.refusal(to: figures.1).map { BilingualText($0) },
      standIns: bridge.standIns.compactMap { book.dictionary.definition(of: $0) }, isNarrowed: !proof.scope.isEverything)
  }

  /// Documents of one item of a bridge, paged; the other end of a link that lies in rows of others is not shown.
  ///
  /// - Parameters:
  ///   - offset: documents to leave out.
  ///   - limit: 1...1,000.
  /// - Throws: as `measureBridge`.
  public func measureDocuments(
    _ proof: Authorized<To.ViewPlan>, _ question: MeasureBridgeQuestion, item: BridgeItem, offset: Int = 0, limit: Int = 100
  ) throws -> MeasureDocumentsView {
    let book = try measureBook()
    let slice = try slice(proof, question)
    let page = try refusing { () throws(MeasureError) in
      try book.documents(of: item, from: question.from, to: question.to, question.months, slice, offset: offset, limit: limit)
    }
    let side = question.from.side
    return MeasureDocumentsView(
      name: BilingualText(item.name(side)),
      rows: page.documents.map { document in
        MeasureDocumentsView.Row(
          document: proof.scope.isEverything || item.kind != .reassigned ? document : document.withoutCounterpart,
          kind: BilingualText(document.document.kind.name(side)), party: partyName(document.party, side), item: itemName(document.item),
          why: BilingualText(
            item.kind.reason.chinese + "；" + document.basis.words.chinese, item.kind.reason.english + "; " + document.basis.words.english))
      }, offset: page.offset, count: page.count, total: page.total)
  }

  /// What was asked for, within what the person may see.
  private func slice(_ proof: Authorized<To.ViewPlan>, _ question: MeasureBridgeQuestion) throws -> MeasureSlice {
    if question.from.side == .purchases || question.to.side == .purchases {
      _ = try Access.authorize(proof.person, to: To.ViewPurchases.self)
    }
    guard let own = plan.sight(of: proof.person).regionPositions(in: plan) else { return question.slice }
    let codes = own.sorted().map { plan.catalogue.regions[$0].code }
    var slice = question.slice
    for wanted in slice.territories ?? [] where !codes.contains(wanted) { throw Access.outside(proof.person, wanted) }
    slice.territories = slice.territories ?? codes
    return slice
  }

  private func partyName(_ code: String, _ side: TradeSide) -> BilingualText {
    let name = side == .sales ? plan.catalogue.customers[code]?.name : plan.catalogue.suppliers[code]?.name
    return name ?? BilingualText(name: code)
  }

  private func itemName(_ code: String) -> BilingualText {
    plan.catalogue.itemIndex(code).map { plan.catalogue.items[$0].name } ?? BilingualText(name: code)
  }
}
