// SPDX-License-Identifier: Apache-2.0

/// An account of a chart: its number, its names, and what it means.
public struct ChartAccount: Hashable, Sendable {
  /// Digits only: 4-2-2-2.
  public let code: String
  public let label: Label
  public let meaning: AccountMeaning

  public init(code: String, label: Label, meaning: AccountMeaning) {
    self.code = code
    self.label = label
    self.meaning = meaning
  }
}

/// A chart of accounts 科目表, mapped by meaning. A sub-account that is not listed means what the nearest account above it means.
public struct ChartOfAccounts: Hashable, Sendable {
  public let id: String
  public let label: Label
  private let accounts: [String: ChartAccount]

  public init(id: String, label: Label, accounts: [ChartAccount]) {
    self.id = id
    self.label = label
    var byCode: [String: ChartAccount] = [:]
    for account in accounts { byCode[account.code] = account }
    self.accounts = byCode
  }

  /// With accounts of the company's own; the same code again replaces.
  public func extended(with more: [ChartAccount]) -> ChartOfAccounts {
    ChartOfAccounts(id: id, label: label, accounts: Array(accounts.values) + more)
  }

  /// Ascending by code.
  public var all: [ChartAccount] { accounts.values.sorted { $0.code < $1.code } }

  /// The account of this code, or the nearest one above it; nil when none of the first four digits is known.
  public func account(_ code: String) -> ChartAccount? {
    var digits = Substring(code)
    while digits.count >= 4 {
      if let account = accounts[String(digits)] { return account }
      digits = digits.dropLast()
    }
    return nil
  }

  /// 企业会计准则 (财会〔2006〕18号 with the accounts added since).
  public static let enterprise = ChartOfAccounts(
    id: "enterprise", label: Label("企业会计准则", "Accounting Standards for Business Enterprises"), accounts: read(enterpriseText))
  /// 小企业会计准则 (财会〔2011〕17号).
  public static let small = ChartOfAccounts(
    id: "small", label: Label("小企业会计准则", "Accounting Standards for Small Enterprises"), accounts: read(smallText))

  public static let all = [enterprise, small]

  /// By id or Chinese name.
  public static func named(_ name: String) -> ChartOfAccounts? { all.first { $0.id == name || $0.label.chinese == name } }

  /// Lines of `code 中文 | English | meaning`.
  private static func read(_ text: String) -> [ChartAccount] {
    text.split(separator: "\n").map { line in
      let parts = line.split(separator: "|").map(trimmed)
      let head = parts[0].split(separator: " ", maxSplits: 1).map(String.init)
      guard parts.count == 3, head.count == 2, let meaning = AccountMeaning(rawValue: parts[2]) else {
        preconditionFailure("a built-in chart has the line \(line)")
      }
      return ChartAccount(code: head[0], label: Label(head[1], parts[1]), meaning: meaning)
    }
  }
}

/// Without blanks at both ends.
func trimmed(_ text: some StringProtocol) -> String {
  var rest = Substring(text)
  while rest.first?.isWhitespace == true { rest.removeFirst() }
  while rest.last?.isWhitespace == true { rest.removeLast() }
  return String(rest)
}
