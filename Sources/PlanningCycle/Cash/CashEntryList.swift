// SPDX-License-Identifier: Apache-2.0
import Calendars

/// Entries of one line of the cash plan while they are collected: what is known first, then the rest up to what the plan says of each day.
struct CashEntryList {
  /// What all entries of a step have in common.
  struct Kind {
    let source: CashEntry.Source
    let certainty: CashEntry.Certainty
    /// Counts on its own towards a total: a region, a supplier; empty for the whole line.
    var group = ""
    var account: Int?
    var timing: CashEntry.Timing?
  }

  let line: String
  /// 1 in, −1 out.
  let sign: Int64
  let calendar: PlanDays
  /// The day the plan is seen from.
  let today: Day
  let account: Int?
  private(set) var entries: [CashEntry] = []
  /// In the line's direction, 分, by group and day.
  private var sums: [String: [Int64]] = [:]
  private var counts: [Int: Int] = [:]

  init(line: String, sign: Int64, calendar: PlanDays, today: Day, account: Int?) {
    self.line = line
    self.sign = sign
    self.calendar = calendar
    self.today = today
    self.account = account
  }

  /// Adds one entry, `amount` in the line's direction; days outside the plan are passed over.
  mutating func add(
    _ amount: Int64, on index: Int, _ label: BilingualText, _ kind: Kind, counterparty: BilingualText? = nil, dueOn: Day? = nil,
    document: String? = nil, cell: String? = nil
  ) {
    guard amount != 0, (0..<calendar.count).contains(index) else { return }
    entries.append(
      CashEntry(
        line: line, day: calendar.first.adding(days: index), label: label, counterparty: counterparty, amount: sign * amount,
        source: kind.source, certainty: kind.certainty, timing: kind.timing, isOverdue: dueOn.map { $0 < today } ?? false, dueOn: dueOn,
        account: kind.account ?? account, document: document, cell: cell))
    sums[kind.group, default: [Int64](repeating: 0, count: calendar.count)][index] &+= amount
    counts[index, default: 0] += 1
  }

  /// Adds, day by day, what a group lacks to a total. What documents rounded one by one differ from their sum stays for `close`.
  mutating func fill(_ kind: Kind, to totals: [Int64], _ label: BilingualText, counterparty: BilingualText? = nil, cell: (Day) -> String?) {
    for index in totals.indices {
      let rest = totals[index] - (sums[kind.group]?[index] ?? 0)
      guard rest.magnitude > UInt64(counts[index] ?? 0) else { continue }
      add(rest, on: index, label, kind, counterparty: counterparty, cell: cell(calendar.first.adding(days: index)))
    }
  }

  /// Makes each day the total of the line: single 分 are rounding, more is the plan's.
  mutating func close(to totals: [Int64], _ label: BilingualText, certainty: CashEntry.Certainty = .forecast, cell: (Day) -> String?) {
    for index in totals.indices {
      let done = sums.values.reduce(Int64(0)) { $0 + $1[index] }
      let rest = totals[index] - done
      guard rest != 0 else { continue }
      let isRounding = rest.magnitude <= UInt64(counts[index] ?? 0) + 1
      add(
        rest, on: index, isRounding ? BilingualText("尾差", "Rounding") : label,
        Kind(source: isRounding ? .rounding : .plan, certainty: certainty), cell: cell(calendar.first.adding(days: index)))
    }
  }
}

/// The days of a plan.
struct PlanDays: Hashable, Sendable {
  let first: Day
  let count: Int
}
