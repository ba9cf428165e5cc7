// SPDX-License-Identifier: Apache-2.0
public import Calendars
import Commerce

/// 票据台账: every bill that was received or issued, with what became of it through a month; read from the bills as imported.
public struct BillRegister: Sendable {
  /// Where a bill is. Only one in hand turns into money at maturity, and only one that is out is paid by us.
  public enum State: String, Sendable, CaseIterable {
    /// 在手
    case held
    /// 已质押: given to a bank as security.
    case pledged
    /// 已贴现
    case discounted
    /// 已背书
    case endorsed
    /// 已兑付: paid at maturity, by whoever had to.
    case settled
    /// 已开出
    case issued
    /// 已拒付
    case dishonoured

    /// What an event makes of a bill; words as bill systems write them. Unknown words end it: money that may not come is not counted.
    init(event: String?, isReceived: Bool) {
      switch event?.lowercased() ?? "" {
      case "收到", "received", "解除质押", "released": self = .held
      case "开出", "issued": self = .issued
      case "质押", "pledged": self = .pledged
      case "贴现", "discounted": self = .discounted
      case "背书", "endorsed": self = .endorsed
      case "拒付", "dishonoured": self = .dishonoured
      default: self = .settled
      }
    }
  }

  public struct Event: Sendable {
    public let day: Day
    /// As the source wrote it.
    public let word: String
    public let counterparty: String
    /// 分; nil when the source says none.
    public let interest: Int64?
  }

  public struct Bill: Sendable {
    public let number: String
    public let kind: String
    public let isReceived: Bool
    /// From whom it came, or to whom it was given.
    public let counterparty: String
    /// 分.
    public let face: Int64
    /// Blocked at the bank for a bill of our own, from the day it was issued to its maturity; never more than the face, 分.
    public let deposit: Int64
    public let maturesOn: Day
    public internal(set) var state: State
    /// Oldest first.
    public internal(set) var events: [Event]
  }

  /// In the order of maturity, then number.
  public let bills: [Bill]

  init(_ table: FactTable, upTo cutoff: Month) {
    let (number, direction, event) = (table["bill_number"], table["direction"], table["event"])
    let (on, face, matures) = (table["happened_on"], table["face_amount"], table["matures_on"])
    let (other, kind) = (table["counterparty"], table["kind"])
    let (deposit, interest) = (table["deposit_amount"], table["interest_amount"])
    var bills: [String: Bill] = [:]
    let rows = (0..<table.rowCount).filter { on.day($0).map { $0.monthOf <= cutoff } ?? false }
    for row in rows.sorted(by: { (on.day($0)?.ordinal ?? 0, $0) < (on.day($1)?.ordinal ?? 0, $1) }) {
      guard let text = number.text(row), let day = on.day(row), let maturity = matures.day(row) else { continue }
      let word = event.text(row) ?? ""
      var bill =
        bills[text]
        ?? Bill(
          number: text, kind: kind.text(row) ?? "", isReceived: Self.isReceivable(direction.text(row)),
          counterparty: other.text(row) ?? "", face: face.integers[row],
          deposit: min(max(deposit.integer(row) ?? 0, 0), face.integers[row]), maturesOn: maturity,
          state: .held, events: [])
      bill.state = State(event: word, isReceived: bill.isReceived)
      bill.events.append(
        Event(day: day, word: word, counterparty: other.text(row) ?? "", interest: interest.integer(row)))
      bills[text] = bill
    }
    self.bills = bills.values.sorted { ($0.maturesOn, $0.number) < ($1.maturesOn, $1.number) }
  }

  /// In hand, by maturity.
  public var held: [Bill] { bills.filter { $0.isReceived && $0.state == .held } }
  /// At a bank as security, by maturity.
  public var pledged: [Bill] { bills.filter { $0.isReceived && $0.state == .pledged } }
  /// Our own, to be paid.
  public var outstanding: [Bill] { bills.filter { !$0.isReceived && $0.state == .issued } }

  static func isReceivable(_ direction: String?) -> Bool {
    guard let direction = direction?.lowercased() else { return false }
    return direction.contains("收") || direction.contains("receiv")
  }
}
