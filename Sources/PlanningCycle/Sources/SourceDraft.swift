// SPDX-License-Identifier: Apache-2.0

/// A source as somebody typed it: nothing of it is known to be right, and no secret is part of it.
public struct SourceDraft: Hashable, Sendable {
  public struct Query: Hashable, Sendable {
    public var kind = ""
    public var text = ""
    /// Empty: everything is read every time.
    public var markColumn = ""
    /// `integer`, `timestamp`, `day`
    public var markKind = ""
    /// nil for the usual one of its kind.
    public var overlap: Int64?
    /// Field → column; empty takes columns that are called like fields, and a guess for the others.
    public var columns: [String: String] = [:]

    public init() {}
  }

  public var name = ""
  /// Empty: the same in English.
  public var englishName = ""
  /// Login; empty: whoever saves it.
  public var owner = ""
  /// `postgres`, `odbc`, `rest`, `folder`, `push`
  public var type = ""
  public var host = ""
  public var port: Int64?
  public var database = ""
  public var user = ""
  /// `none`, `encrypted`, `verified`
  public var protection = "verified"
  /// Minutes east of Greenwich.
  public var zone: Int64 = 480
  public var driver = ""
  public var options: [String: String] = [:]
  public var url = ""
  public var rowsPath = ""
  /// `none`, `page`, `cursor`, `link`
  public var paging = "none"
  public var pageParameter = ""
  public var firstPage: Int64 = 1
  public var sizeParameter = ""
  public var pageSize: Int64 = 0
  /// Where the cursor, or the address of the next page, stands in an answer.
  public var pagePath = ""
  public var sinceParameter = ""
  public var isInOrderOfMark = false
  public var secretHeader = ""
  public var path = ""
  public var usesSecret = false
  public var queries: [Query] = []
  /// Minutes; nil for a time of the day.
  public var every: Int64?
  /// `06:30`
  public var daily = ""
  public var isWorkdaysOnly = false

  public init() {}
}

/// What is wrong with a source, and in which field of it.
public struct SourceProblem: Hashable, Sendable {
  /// `name`, `host`, `queries.1.text`, `schedule`; `source` for the whole.
  public let field: String
  public let words: BilingualText

  init(_ field: String, _ words: BilingualText) {
    self.field = field
    self.words = words
  }
}
