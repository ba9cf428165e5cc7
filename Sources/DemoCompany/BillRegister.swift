// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Quantities

/// Bank and commercial acceptance bills: received from customers, and our own given to suppliers.
struct BillRegister {
  enum Fate { case endorse, discount, hold }

  struct Bill {
    let number: String
    let isIssued: Bool
    let face: Int64
    let counterparty: String
    let opened: Int
    let matures: Day
    let kind: String
    let fate: Fate
    /// The day a received bill is to be discounted.
    let discountOn: Int
    let deposit: Int64
    /// Filled when it leaves: day, event, to whom, interest.
    var left: Int?
    var leftEvent = ""
    var leftTo = ""
    var interest: Int64 = 0
  }

  /// Share of a bill we issue that the bank wants as deposit.
  static let depositShare: Int64 = 30
  private static let discountRate = 0.024

  private(set) var bills: [Bill] = []
  /// Received bills meant for endorsing and still in hand, oldest first.
  private var forEndorsing: [Int] = []
  private let names: [String]

  init(customers: Customers) { names = customers.all.map { $0.name } }

  mutating func receive(
    _ face: Int64, from customer: Int, on day: Int, _ timeline: DemoTimeline, _ random: inout SeededStream
  ) -> Int {
    let roll = random.unit()
    let fate: Fate = roll < 0.5 ? .endorse : (roll < 0.64 ? .discount : .hold)
    let tenor = random.between(115, 178)
    let wait = random.between(15, 50)
    let isBank = random.chance(0.86)
    bills.append(
      Bill(
        number: "CD" + padded(bills.count + 1, 6), isIssued: false, face: face, counterparty: names[customer],
        opened: day, matures: timeline.day(day).adding(days: tenor), kind: isBank ? "银行承兑汇票" : "商业承兑汇票",
        fate: fate,
        discountOn: timeline.index(WorkingDays.china.nextWorkday(onOrAfter: timeline.day(day + wait))),
        deposit: 0))
    return bills.count - 1
  }

  /// Orders the bills by day once all are received; endorsing takes the oldest first.
  mutating func sortForEndorsing() {
    forEndorsing = bills.indices.filter { bills[$0].fate == .endorse && !bills[$0].isIssued }
      .sorted { (bills[$0].opened, $0) < (bills[$1].opened, $1) }
  }

  /// Bills of together at most `limit` that are in hand on `day`, passed on to a supplier.
  mutating func endorse(upTo limit: Int64, to supplier: String, on day: Int, _ timeline: DemoTimeline)
    -> [Int]
  {
    var left = limit
    var taken: [Int] = []
    var kept: [Int] = []
    for index in forEndorsing {
      let bill = bills[index]
      // Suppliers want three weeks to run.
      let isGood = bill.opened < day && timeline.index(bill.matures) > day + 21
      if isGood, bill.face <= left {
        left -= bill.face
        bills[index].left = day
        bills[index].leftEvent = "背书"
        bills[index].leftTo = supplier
        taken.append(index)
      } else {
        kept.append(index)
      }
    }
    forEndorsing = kept
    return taken
  }

  /// Our own bill to a supplier, six months, against a deposit.
  mutating func issue(_ face: Int64, to supplier: String, on day: Int, _ timeline: DemoTimeline) -> Int {
    bills.append(
      Bill(
        number: "KP" + padded(bills.count + 1, 6), isIssued: true, face: face, counterparty: supplier,
        opened: day,
        matures: timeline.day(day).adding(days: 180), kind: "银行承兑汇票", fate: .hold, discountOn: 0,
        deposit: face * BillRegister.depositShare / 100))
    return bills.count - 1
  }

  /// What was neither endorsed nor discounted is paid at maturity.
  mutating func finish(_ timeline: DemoTimeline) {
    for index in bills.indices where bills[index].left == nil {
      let bill = bills[index]
      if bill.fate == .discount, !bill.isIssued {
        let days = timeline.day(bill.discountOn).distance(to: bill.matures)
        bills[index].left = bill.discountOn
        bills[index].leftEvent = "贴现"
        bills[index].interest = Int64(
          (Double(bill.face) * BillRegister.discountRate * Double(days) / 360).rounded())
      } else {
        bills[index].left = timeline.index(WorkingDays.china.nextWorkday(onOrAfter: bill.matures))
        bills[index].leftEvent = "到期"
      }
    }
  }

  func table(_ timeline: DemoTimeline) -> FactTable {
    var rows = FactRows(
      .bills,
      "bill_number direction event happened_on counterparty face_amount matures_on deposit_amount "
        + "interest_amount kind")
    var events: [(day: Int, order: Int, values: [FactValue?])] = []
    for (index, bill) in bills.enumerated() {
      func add(_ day: Int, _ event: String, _ other: String, deposit: Int64?, interest: Int64?) {
        guard day <= timeline.cutIndex else { return }
        events.append(
          (
            day, index,
            [
              .text(bill.number), .text(bill.isIssued ? "应付" : "应收"), .text(event), .day(timeline.day(day)),
              .text(other), .number(bill.face), .day(bill.matures), deposit.map { .number($0) },
              interest.map { .number($0) }, .text(bill.kind),
            ]
          ))
      }
      let deposit = bill.isIssued ? bill.deposit : nil
      add(bill.opened, bill.isIssued ? "开出" : "收到", bill.counterparty, deposit: deposit, interest: nil)
      if let left = bill.left {
        let other = bill.leftEvent == "背书" ? bill.leftTo : bill.counterparty
        let interest = bill.leftEvent == "贴现" ? bill.interest : nil
        add(left, bill.leftEvent, other, deposit: deposit, interest: interest)
      }
    }
    for event in events.sorted(by: { ($0.day, $0.order) < ($1.day, $1.order) }) { rows.add(event.values) }
    return rows.table
  }
}
