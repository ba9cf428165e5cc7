// SPDX-License-Identifier: Apache-2.0

extension SideLinker {
  /// Money is on the bank the day it moves; a bill when it is paid or discounted, and never when it was endorsed.
  mutating func linkCash() {
    var parts: [Int32: [Int32]] = [:]
    for index in movements[TradeStage.settlement.rawValue].indices {
      let movement = movements[TradeStage.settlement.rawValue][index]
      guard let row = rows.settlements?[Int(settlementOfMovement[index])] else { continue }
      let isPassedOn = rows.side == .purchases && (row.kind == .endorsement || (row.bill >= 0 && rows.receivedBills.contains(row.bill)))
      if isPassedOn {
        self[.settlementToCash].end(Int32(index), by: row.document, .billEndorsed, carried: movement.amount, basis: .stated)
      } else if row.kind == .transfer && row.bill < 0 {
        let cash = add(.cash, row.document, movement.amount, movement.attributes)
        self[.settlementToCash].link(Int32(index), cash, carried: movement.amount, basis: .stated)
      } else if row.bill >= 0, rows.knownBills.contains(row.bill) {
        parts[row.bill, default: []].append(Int32(index))
      } else {
        rows.findings.add(.billUnknown, rows.number(row.document), movement.amount)
        self[.settlementToCash].leaveOpen(Int32(index), carried: movement.amount)
      }
    }
    let byDay = rows.inOrderOfDays(rows.bills.map(\.document))
    var events: [Int32: [Int]] = [:]
    for index in byDay { events[rows.bills[index].bill, default: []].append(index) }
    // In the order of the numbers, for a dictionary has none.
    for bill in Set(parts.keys).union(events.keys).sorted() { clear(parts[bill] ?? [], events[bill] ?? []) }
  }

  /// The events of a bill use up, in the order of their days, the parts of the receipts that brought it.
  private mutating func clear(_ parts: [Int32], _ events: [Int]) {
    var running: [Int64] = []
    for part in parts { running.append((running.last ?? 0) + movements[TradeStage.settlement.rawValue][Int(part)].amount) }
    let total = running.last ?? 0
    var used: Int64 = 0
    for event in events {
      let row = rows.bills[event]
      let face = total == 0 ? 0 : Share.common(total - used, row.face)
      clear(parts, running, from: used, to: used + face, row)
      used += face
      let beyond = row.face - face
      guard beyond != 0, row.kind == .paid || row.kind == .discounted else { continue }
      // Of a discounted bill nobody received, the bank keeps its interest as well.
      let interest = face == 0 && row.kind == .discounted ? row.interest : 0
      let cash = add(.cash, row.document, beyond - interest, rows.completed(TradeAttributes(party: row.party)))
      self[.settlementToCash].arise(cash, .billWithoutReceipt, amount: beyond)
      self[.settlementToCash].arise(cash, .discountInterest, amount: -interest)
    }
    SideLinker.each(parts, running, from: used, to: total) { part, amount in
      self[.settlementToCash].leaveOpen(part, carried: amount)
    }
  }

  private mutating func clear(_ parts: [Int32], _ running: [Int64], from start: Int64, to end: Int64, _ row: BillEventRow) {
    var faceSoFar: Int64 = 0
    var interestSoFar: Int64 = 0
    SideLinker.each(parts, running, from: start, to: end) { part, amount in
      switch row.kind {
      case .endorsed: self[.settlementToCash].end(part, by: row.document, .billEndorsed, carried: amount, basis: .stated)
      case .dishonoured: self[.settlementToCash].end(part, by: row.document, .billDishonoured, carried: amount, basis: .stated)
      case .paid, .discounted:
        faceSoFar += amount
        let upTo = row.kind == .discounted ? Share.of(row.interest, faceSoFar, of: end - start) : 0
        let interest = upTo - interestSoFar
        interestSoFar = upTo
        let cash = add(.cash, row.document, amount - interest, movements[TradeStage.settlement.rawValue][Int(part)].attributes)
        self[.settlementToCash].link(
          part, cash, carried: amount, [LegDifference(kind: .discountInterest, amount: interest)], basis: .stated)
      }
    }
  }

  private static func each(_ parts: [Int32], _ running: [Int64], from start: Int64, to end: Int64, _ body: (Int32, Int64) -> Void) {
    guard start != end, let total = running.last, total != 0 else { return }
    var before: (start: Int64, end: Int64) = (0, 0)
    for (place, part) in parts.enumerated() {
      let after = (start: Share.of(running[place], start, of: total), end: Share.of(running[place], end, of: total))
      let amount = (after.end - before.end) - (after.start - before.start)
      if amount != 0 { body(part, amount) }
      before = after
    }
  }
}
