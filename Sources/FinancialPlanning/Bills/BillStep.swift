// SPDX-License-Identifier: Apache-2.0
public import Calendars
public import Quantities

/// Something that happens to a bill on a day.
public enum BillStep: Hashable, Sendable {
  /// A customer hands it over for what it owes; as an advance where nothing was delivered yet.
  case receive(Day, from: String = "", asAdvance: Bool = false)
  /// A customer's bill is sold to a bank. With recourse it stays in the books beside a borrowing; without, it is gone.
  case discount(Day, annualRate: FixedPoint, withRecourse: Bool)
  /// Passed on to a supplier. With recourse it stays in the books beside a liability until it is paid.
  case endorse(Day, to: String = "", withRecourse: Bool)
  /// Given to a bank as security (票据池).
  case pledge(Day)
  /// Taken back from a pledge.
  case release(Day)
  /// Paid at maturity: by the acceptor for a bill received, by us for a bill issued.
  case mature(Day)
  /// The acceptor did not pay a bill received.
  case dishonour(Day)
  /// We issue a bill to a supplier, with money blocked as deposit 保证金.
  case issue(Day, to: String = "", deposit: Amount)

  public var day: Day {
    switch self {
    case .receive(let day, _, _), .discount(let day, _, _), .endorse(let day, _, _), .pledge(let day), .release(let day),
      .mature(let day), .dishonour(let day), .issue(let day, _, _):
      day
    }
  }

  public var chineseName: String {
    switch self {
    case .receive: "收到"
    case .discount: "贴现"
    case .endorse: "背书"
    case .pledge: "质押"
    case .release: "解除质押"
    case .mature: "到期"
    case .dishonour: "拒付"
    case .issue: "开出"
    }
  }

  public var englishName: String {
    switch self {
    case .receive: "receive"
    case .discount: "discount"
    case .endorse: "endorse"
    case .pledge: "pledge"
    case .release: "release"
    case .mature: "mature"
    case .dishonour: "dishonour"
    case .issue: "issue"
    }
  }
}

/// Where a bill is in its life.
public enum BillState: String, Hashable, Sendable, CaseIterable {
  /// Not in our books yet.
  case new
  case held
  case pledged
  /// Sold or passed on and gone from the books.
  case gone
  /// Discounted with recourse, still in the books.
  case discountedWithRecourse = "discounted-with-recourse"
  /// Endorsed with recourse, still in the books.
  case endorsedWithRecourse = "endorsed-with-recourse"
  case issued
  /// Paid, by whoever had to.
  case settled
  case dishonoured

  public var chineseName: String {
    switch self {
    case .new: "未入账"
    case .held: "在手"
    case .pledged: "已质押"
    case .gone: "已转出"
    case .discountedWithRecourse: "已贴现（有追索）"
    case .endorsedWithRecourse: "已背书（有追索）"
    case .issued: "已开出"
    case .settled: "已兑付"
    case .dishonoured: "已拒付"
    }
  }
}
