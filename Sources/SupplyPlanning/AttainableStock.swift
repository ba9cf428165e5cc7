// SPDX-License-Identifier: Apache-2.0

/// 可得库存: what would really lie in stock if nobody expedited anything.
///
/// Netting plans a receipt on the day it is needed, also where its order had to be released before the plan began: its stock never falls below zero. Here such an
/// order is released on day 0 and arrives when its lead time has passed; and what is made begins only when its components are there, day by day, as much
/// as there are. Demand is served in the order of its days, what is asked for on one day in proportion. Safety stock serves like any other.
///
/// attainable(d) = opening + scheduled receipts + planned receipts as they can arrive − all demand, each through day d; below zero so many units are missing.
/// The same rows give the same bits.
public struct AttainableStock: Sendable {
  /// What the plan says of one item, over the days that are looked at.
  public struct Rows: Hashable, Sendable {
    /// Opening stock and scheduled receipts, added up through each day.
    public let firm: [Double]
    /// Independent and dependent demand of each day.
    public let gross: [Double]
    /// Planned receipts, on the day they are due.
    public let planned: [Double]
    public let leadTimeWorkingDays: Int32

    public init(firm: [Double], gross: [Double], planned: [Double], leadTimeWorkingDays: Int32) {
      self.firm = firm
      self.gross = gross
      self.planned = planned
      self.leadTimeWorkingDays = max(0, leadTimeWorkingDays)
    }
  }

  /// An item that cannot be had when it is asked for.
  public struct Shortage: Hashable, Sendable {
    /// The first of the days that ends below zero.
    public let day: Int32
    /// Units missing on the worst of the days.
    public let deepest: Double
    /// The first day after it on which nothing is missing any more; nil when that is not within the days known.
    public let through: Int32?
    /// The item whose lead time decides: the item itself, or the component, through all levels, that it waits for.
    public let cause: Int32
  }

  /// Units below which nothing is missing: sums of many days differ in their last bits.
  public static let slack = 1e-6

  public let dayCount: Int
  private let bill: BillOfMaterials
  private let calendar: LeadTimeCalendar
  private let leads: [Int32]
  /// By item and day.
  private var stocks: [Double]
  /// Releases of planned orders before each day; by item, one more than days.
  private var releases: [Double]
  /// How many days of demand are served at the end of each day; the fraction is that of the day after them. By item and day.
  private var served: [Double]
  /// Whether anything of the item is ever missing.
  private var isShort: [Bool]

  /// - Parameters:
  ///   - rows: by item of the bill, each at least `days` long.
  ///   - days: from day 0 on, at most those of the calendar.
  /// - Complexity: O(days × (items + lines of what is short)) time; 24 bytes a day and item.
  public init(bill: BillOfMaterials, calendar: LeadTimeCalendar, rows: [Rows], days: Int) {
    precondition(rows.count == bill.itemCount && days <= calendar.dayCount, "a row an item, and days of the calendar")
    (self.bill, self.calendar, dayCount) = (bill, calendar, days)
    leads = rows.map(\.leadTimeWorkingDays)
    stocks = [Double](repeating: 0, count: rows.count * days)
    served = stocks
    releases = [Double](repeating: 0, count: rows.count * (days + 1))
    isShort = [Bool](repeating: false, count: rows.count)
    guard days > 0 else { return }
    for item in bill.planningOrder.reversed() { attain(Int(item), rows[Int(item)]) }
  }

  /// Attainable stock at the end of each day.
  public func stock(of item: Int) -> ArraySlice<Double> { stocks[(item * dayCount)..<((item + 1) * dayCount)] }

  /// What is missing of an item on some days; nil when nothing is.
  public func shortage(of item: Int, on days: Range<Int>) -> Shortage? {
    guard isShort[item] else { return nil }
    let stock = Array(stock(of: item))
    let days = days.clamped(to: 0..<dayCount)
    guard let first = days.first(where: { stock[$0] < -Self.slack }) else { return nil }
    let worst = days.reduce(first) { stock[$1] < stock[$0] ? $1 : $0 }
    // What holds it back when it is worst: on the first day its own lead time may hide what it waits for.
    let cause = cause(of: item, on: worst)
    return Shortage(
      day: Int32(first), deepest: -stock[worst], through: stock[worst...].firstIndex { $0 >= -Self.slack }.map(Int32.init),
      cause: Int32(cause))
  }

  // MARK: One item, its components before it

  private mutating func attain(_ item: Int, _ rows: Rows) {
    let first = item * (dayCount + 1)
    for due in 0..<dayCount where rows.planned[due] > 0 {
      releases[first + Int(calendar.release(due: due, leadTime: leads[item]).day) + 1] += rows.planned[due]
    }
    for day in 0..<dayCount { releases[first + day + 1] += releases[first + day] }
    let arrivals = arrivals(item, rows.planned)
    var (supply, demand) = (0.0, 0.0)
    for day in 0..<dayCount {
      supply += arrivals[day]
      demand += present(rows.gross[day])
      stocks[item * dayCount + day] = rows.firm[day] + supply - demand
    }
    serve(item, rows.gross)
  }

  /// How much of the demand is served by the end of each day, in the order of its days.
  private mutating func serve(_ item: Int, _ gross: [Double]) {
    let first = item * dayCount
    var (position, before, through) = (0, 0.0, 0.0)
    for day in 0..<dayCount {
      through += present(gross[day])
      // Supply so far is what is there and what was asked for.
      let supply = stocks[first + day] + through
      while position <= day, before + present(gross[position]) <= supply + Self.slack {
        before += present(gross[position])
        position += 1
      }
      var share = 0.0
      if position <= day, present(gross[position]) > 0 { share = min(1, max(0, (supply - before) / gross[position])) }
      served[first + day] = Double(position) + share
      if position <= day { isShort[item] = true }
    }
  }

  /// Planned receipts on the days on which they can be there.
  private func arrivals(_ item: Int, _ planned: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: dayCount)
    let binding = lines(of: item).filter { isShort[Int($0.component)] }
    var due = 0
    var left = planned[0]
    var begun = 0.0
    for day in 0..<dayCount {
      var fresh = max(0, startable(item, by: day, binding) - begun)
      begun += fresh
      while fresh > LotSize.tolerance {
        while due < dayCount, left <= LotSize.tolerance {
          due += 1
          left = due < dayCount ? planned[due] : 0
        }
        guard due < dayCount else { break }
        let part = min(fresh, left)
        let arrival = max(due, earliest(from: day, leadTime: leads[item]))
        if arrival < dayCount { result[arrival] += part }
        left -= part
        fresh -= part
      }
    }
    return result
  }

  /// Units of planned orders that can have been begun by the end of a day: what was released, as far as every component goes.
  private func startable(_ item: Int, by day: Int, _ lines: [Component]) -> Double {
    lines.reduce(releases(item, before: Double(day + 1))) { min($0, releases(item, before: reach(of: $1, on: day))) }
  }

  /// Up to which day of releases a line lets an assembly begin.
  private func reach(of line: Component, on day: Int) -> Double {
    let position = served[Int(line.component) * dayCount + day]
    // What is released outside its days does not ask for it.
    if position >= Double(line.validDays.upperBound) + 1 { return Double(dayCount) }
    return max(position, Double(max(0, line.validDays.lowerBound)))
  }

  /// Units released before a position in days.
  private func releases(_ item: Int, before position: Double) -> Double {
    let first = item * (dayCount + 1)
    let whole = min(dayCount, Int(position))
    let share = min(Double(dayCount), position) - Double(whole)
    let before = releases[first + whole]
    return share > 0 && whole < dayCount ? before + share * (releases[first + whole + 1] - before) : before
  }

  /// The day on which something begun on a day can be there; `dayCount` when not within the days.
  private func earliest(from day: Int, leadTime: Int32) -> Int {
    let position = Int(calendar.workingThrough[day]) + (calendar.isWorkingDay(day) ? 0 : 1) + Int(leadTime)
    return position <= calendar.workingDays.count ? Int(calendar.workingDays[position - 1]) : dayCount
  }

  private func lines(of item: Int) -> [Component] {
    (bill.firstLineOfAssembly[item]..<bill.firstLineOfAssembly[item + 1]).map { bill.lines[Int(bill.linesByAssembly[Int($0)])] }
  }

  /// Down from an item that is short on a day to what it waits for.
  private func cause(of item: Int, on day: Int) -> Int {
    // The last day on which it could have begun to be there in time; before the plan began its own lead time decides.
    let release = calendar.release(due: day, leadTime: leads[item])
    guard release.lateBy == 0 else { return item }
    let start = Int(release.day)
    let released = releases(item, before: Double(start + 1))
    var tightest: (component: Int, units: Double)?
    for line in lines(of: item) where isShort[Int(line.component)] {
      let units = releases(item, before: reach(of: line, on: start))
      if units < released - Self.slack, units < tightest?.units ?? .infinity { tightest = (Int(line.component), units) }
    }
    guard let tightest else { return item }
    return cause(of: tightest.component, on: start)
  }
}
