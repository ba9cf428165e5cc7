// SPDX-License-Identifier: Apache-2.0
import Calendars

extension CashBook {
  /// 质押: what is still pledged at maturity goes to the blocked account; what is released comes, on its maturity or when it is freed later.
  func addPledges(to list: inout CashEntryList) {
    for pledge in pledges() {
      let name = name(ofParty: pledge.bill.counterparty)
      if pledge.isPlanned {
        list.add(
          -pledge.bill.face, on: days.first.distance(to: pledge.matures),
          BilingualText("票据 \(pledge.bill.number) 质押，票款转入受限", "Bill \(pledge.bill.number) pledged: its money is blocked"),
          CashEntryList.Kind(source: .bill, certainty: .contracted, group: "bills_pledged"), counterparty: name,
          dueOn: pledge.bill.maturesOn, cell: "bills_pledged@\(pledge.matures)")
      }
      guard let freed = pledge.freed else { continue }
      list.add(
        pledge.bill.face, on: days.first.distance(to: freed),
        BilingualText("票据 \(pledge.bill.number) 解除质押的票款", "Money of bill \(pledge.bill.number), released from pledge"),
        CashEntryList.Kind(source: .bill, certainty: .contracted, group: freed == pledge.matures ? "pledges_ended" : "pledges_late"),
        counterparty: name, dueOn: pledge.bill.maturesOn,
        cell: freed == pledge.matures ? "pledges_ended@\(freed)" : "pledges_moved@\(freed)")
    }
    list.fill(
      CashEntryList.Kind(source: .typed, certainty: .contracted, group: "bills_pledged"),
      to: input("bills_pledged").map { -hundredths($0) },
      BilingualText("其他质押票据的票款转入受限", "Money of other pledged bills: blocked"), cell: { "bills_pledged@\($0)" })
    let (ended, moved) = (input("pledges_ended").map { hundredths($0) }, input("pledges_moved").map { hundredths($0) })
    // What was ended but freed later does not come at maturity: both cells together say what does.
    list.fill(
      CashEntryList.Kind(source: .typed, certainty: .contracted, group: "pledges_ended"),
      to: zip(ended, moved).map { $0 + min(0, $1) },
      BilingualText("其他解除质押的票据", "Other bills released from pledge"), cell: { "pledges_ended@\($0)" })
    list.fill(
      CashEntryList.Kind(source: .typed, certainty: .contracted, group: "pledges_late"), to: moved.map { max(0, $0) },
      BilingualText("到期后解除的票款", "Money freed after maturity"), cell: { "pledges_moved@\($0)" })
  }
}
