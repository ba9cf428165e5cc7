// SPDX-License-Identifier: Apache-2.0

/// A question with a name, which follows whoever saved it to every machine. It holds no figure: whoever opens it is answered from their own rows.
public struct SavedView: Hashable, Sendable {
  /// The event that saved it first.
  public let id: Int64
  /// Of the person it belongs to.
  public let owner: Int64
  public let login: String
  /// The event that saved it as it is.
  public let savedIn: Int64
  public let screen: Screen
  public let name: String
  public let question: ViewQuestion
  /// Colleagues see it as well, as far as what it names is theirs to see.
  public let isShared: Bool

  /// A screen whose address is a question.
  public enum Screen: String, CaseIterable, Sendable {
    /// 销售分析
    case sales
    /// 客户分析
    case customers
  }
}

public enum SavedViewLimits {
  /// Views a person.
  public static let person = 100
  /// Shared ones in the company.
  public static let shared = 500
  /// Characters of a name.
  public static let name = 40
  /// Bytes of a question, names and values together.
  public static let question = 4_000
}

/// Views as their reader sees them: one's own in one's own order, then those of colleagues.
public struct SavedViewList: Sendable {
  public struct Entry: Sendable {
    public let view: SavedView
    /// As people see the owner.
    public let owner: BilingualText
    public let isMine: Bool
  }

  public let entries: [Entry]
}
