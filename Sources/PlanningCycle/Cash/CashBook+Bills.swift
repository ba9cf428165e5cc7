// SPDX-License-Identifier: Apache-2.0
import Calendars
import Planning

extension CashBook {
  /// A bill in hand, the day the bank pays it, and what the plan does with it before.
  struct HeldBill {
    let bill: BillRegister.Bill
    let cashDay: Day
    let isGiven: Bool
    let isPledged: Bool
    /// It may still be discounted, endorsed or pledged.
    var isFree: Bool { !isGiven && !isPledged }
  }

  /// A bill that is pledged, or that the plan pledges.
  struct Pledge {
    let bill: BillRegister.Bill
    let isPlanned: Bool
    /// The bank day of its maturity.
    let matures: Day
    /// The day its money can be used; nil while the plan knows no release.
    let freed: Day?
  }

  /// Bills in hand by maturity.
  func heldBills() -> [HeldBill] {
    let held = facts.bills.held
    let given = taken("bills_given", from: held)
    let rest = held.filter { !given.contains($0.number) }
    let pledged = taken("bills_pledged", from: rest)
    return held.map {
      HeldBill(bill: $0, cashDay: cashDay(of: $0), isGiven: given.contains($0.number), isPledged: pledged.contains($0.number))
    }
  }

  /// Pledges of the facts and of the plan, by maturity.
  func pledges() -> [Pledge] {
    let planned = heldBills().filter(\.isPledged).map(\.bill)
    let isPlanned = Swift.Set(planned.map(\.number))
    let all = (facts.bills.pledged + planned).sorted { ($0.maturesOn, $0.number) < ($1.maturesOn, $1.number) }
    let ended = taken("pledges_ended", from: all)
    var moved = input("pledges_moved").map { hundredths($0) }
    return all.map { bill in
      let matures = cashDay(of: bill)
      let freed = ended.contains(bill.number) ? freedDay(bill.face, maturing: matures, &moved) : nil
      return Pledge(bill: bill, isPlanned: isPlanned.contains(bill.number), matures: matures, freed: freed)
    }
  }

  /// The maturity, or the later day that the plan moved the money to.
  private func freedDay(_ face: Int64, maturing matures: Day, _ moved: inout [Int64]) -> Day {
    let place = days.first.distance(to: matures)
    guard moved.indices.contains(place), moved[place] <= -face,
      let later = moved.indices.first(where: { $0 > place && moved[$0] >= face })
    else { return matures }
    moved[place] += face
    moved[later] -= face
    return days.first.adding(days: later)
  }

  /// The bank day on which a bill turns into money.
  func cashDay(of bill: BillRegister.Bill) -> Day { bankDays.nextWorkday(onOrAfter: max(bill.maturesOn, days.first)) }

  /// The numbers of the bills whose faces an input holds, by the bank day of their maturity.
  private func taken(_ measure: String, from bills: [BillRegister.Bill]) -> Swift.Set<String> {
    let faces = input(measure).map { hundredths($0) }
    var taken: Swift.Set<String> = []
    for (place, group) in Dictionary(grouping: bills, by: { days.first.distance(to: cashDay(of: $0)) })
    where faces.indices.contains(place) && faces[place] > 0 {
      for position in Self.positions(of: group.map(\.face), adding: faces[place]) { taken.insert(group[position].number) }
    }
    return taken
  }

  /// Which faces add up to a sum: the earliest that do so exactly, else one after the other as far as it goes.
  ///
  /// - Complexity: looks at 10,000 combinations at most.
  static func positions(of faces: [Int64], adding sum: Int64) -> [Int] {
    var budget = 10_000
    func search(_ place: Int, _ left: Int64) -> [Int]? {
      if left == 0 { return [] }
      guard place < faces.count, budget > 0 else { return nil }
      budget -= 1
      if faces[place] <= left, let rest = search(place + 1, left - faces[place]) { return [place] + rest }
      return search(place + 1, left)
    }
    if let exact = search(0, sum) { return exact }
    var left = sum
    return faces.indices.filter { place in
      guard faces[place] <= left else { return false }
      left -= faces[place]
      return true
    }
  }

  /// Invoices of suppliers that are paid after a day, by pay day, less what the plan moved away already.
  func payables(after today: Day) -> [(invoice: CashFacts.OpenInvoice, day: Day)] {
    let moved = input("payables_moved")
    var left = input("payables_due").enumerated().map { hundredths($1 + (moved.isEmpty ? 0 : min(0, moved[$0]))) }
    var result: [(CashFacts.OpenInvoice, Day)] = []
    for invoice in facts.payables {
      let day = bankDays.nextWorkday(onOrAfter: max(invoice.due, days.first))
      let place = days.first.distance(to: day)
      guard day > today, place < left.count, left[place] >= invoice.amount else { continue }
      left[place] -= invoice.amount
      result.append((invoice, day))
    }
    return result.sorted { ($0.1, $0.0.number) < ($1.1, $1.0.number) }
  }
}
