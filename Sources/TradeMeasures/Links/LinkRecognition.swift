// SPDX-License-Identifier: Apache-2.0

extension SideLinker {
  /// Revenue (or cost) beside the invoices: by acceptance, and for what no acceptance answers for by invoice.
  mutating func linkRecognition() {
    guard rules.recognition == .onAcceptance else { return recogniseInvoices() }
    for (index, acceptance) in acceptances.enumerated() {
      let accepted = movements[TradeStage.acceptance.rawValue][index]
      _ = add(.recognition, acceptance.document, acceptance.money.net, accepted.attributes, on: accepted.day)
    }
    var recognised = [Int64](repeating: 0, count: acceptances.count)
    for match in matches {
      recognised[Int(match.acceptance)] += match.accepted.net
      let net = match.invoiced.net - match.accepted.net
      self[.invoiceToRecognition].link(
        match.invoice, match.acceptance, carried: match.invoiced.gross,
        [
          LegDifference(kind: .tax, amount: match.invoiced.tax), LegDifference(kind: abs(net) <= 1 ? .rounding : .price, amount: net),
        ], basis: match.basis)
    }
    for (index, acceptance) in acceptances.enumerated() {
      self[.invoiceToRecognition].arise(Int32(index), .recognisedAhead, amount: acceptance.money.net - recognised[index], basis: .standIn)
    }
    for (index, rest) in invoiceRest.enumerated() where rest.gross != 0 || rest.net != 0 { recognise(index, rest) }
  }

  private mutating func recogniseInvoices() {
    for (index, invoice) in (rows.invoices ?? []).enumerated() { recognise(index, invoice.money) }
  }

  /// By the invoice itself: the tax it states lies between the two.
  private mutating func recognise(_ index: Int, _ money: TradeMoney) {
    guard let invoice = rows.invoices?[index] else { return }
    let movement = add(.recognition, invoice.document, money.net, invoice.attributes)
    self[.invoiceToRecognition].link(
      Int32(index), movement, carried: money.gross, [LegDifference(kind: .tax, amount: money.tax)], basis: .standIn)
  }
}
