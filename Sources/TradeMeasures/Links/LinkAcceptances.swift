// SPDX-License-Identifier: Apache-2.0
import Calendars

extension SideLinker {
  /// Each delivery is accepted by its document, or so many days later where the customer has no such documents.
  mutating func linkAcceptances() {
    var documents: [Int32: [TradeExtras.Acceptance]] = [:]
    if rows.side == .sales {
      for acceptance in extras.acceptances {
        guard let number = rows.numbers.known(acceptance.shipmentNumber) else {
          rows.findings.add(.linkBroken, acceptance.number)
          continue
        }
        documents[number, default: []].append(acceptance)
      }
    }
    var needsDocument = [Bool](repeating: false, count: rows.parties.count)
    for delivery in rows.deliveries where documents[delivery.number] != nil && delivery.attributes.party >= 0 {
      needsDocument[Int(delivery.attributes.party)] = true
    }
    for index in rows.deliveries.indices {
      let delivery = rows.deliveries[index]
      let line = Int64(rows.documents[Int(delivery.document)].line)
      let stated = documents[delivery.number]?.first { $0.shipmentLine == nil || $0.shipmentLine == line }
      let party = delivery.attributes.party
      if let stated {
        let document = rows.document(.acceptance, rows.numbers.code(stated.number), line: line, day: stated.acceptedOn.ordinal)
        accept(index, document, rows.day(document), .stated)
      } else if party < 0 || !needsDocument[Int(party)] || delivery.isReturn {
        standIns.insert(.acceptance)
        accept(index, delivery.document, acceptanceDay(delivery), .standIn)
      } else {
        self[.deliveryToAcceptance].leaveOpen(Int32(index), carried: delivery.money?.gross ?? 0)
      }
    }
  }

  private func acceptanceDay(_ delivery: DeliveryRow) -> Int32 {
    let day = rows.day(delivery.document)
    guard rows.side == .sales, !delivery.isReturn else { return day }
    let party = delivery.attributes.party
    let own = party >= 0 ? rules.acceptanceDaysByParty[rows.parties.texts[Int(party)]] : nil
    return Day(ordinal: day).adding(days: own ?? rules.acceptanceDays).ordinal
  }

  private mutating func accept(_ index: Int, _ document: Int32, _ day: Int32, _ basis: LinkBasis) {
    let delivery = rows.deliveries[index]
    let money = delivery.money ?? .zero
    let movement = add(.acceptance, document, money.gross, delivery.attributes, on: day)
    acceptances.append(AcceptanceRow(document: document, delivery: Int32(index), quantity: delivery.quantity, money: money))
    self[.deliveryToAcceptance].link(Int32(index), movement, carried: money.gross, basis: basis)
  }
}
