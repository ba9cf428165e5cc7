// SPDX-License-Identifier: Apache-2.0

/// Where rows come from, and what is said with them.
public struct ImportOrigin: Sendable {
  /// Field → header, as somebody confirmed: the file can be read again by it.
  public var columns: [String: String]?
  /// Whether reading the kept file again gives the same rows. Not where a mapping file took part, or there is no file: the rows themselves are kept then.
  public var isReadableAgain: Bool
  /// The held batch that these rows stand in for.
  public var replaces: Int64?
  /// Why rows that a rule stops are let through at once; nil: they are held.
  public var release: String?

  public init(
    columns: [String: String]? = nil, isReadableAgain: Bool = true, replaces: Int64? = nil, release: String? = nil
  ) {
    self.columns = columns
    self.isReadableAgain = isReadableAgain
    self.replaces = replaces
    self.release = release
  }

  /// What files of one sort are called: their name without digits and what stands between them, so that `orders-2026-10.csv` and `orders-2026-11.csv` are one
  /// source.
  static func sourceName(ofFile name: String) -> String {
    let stem = name.split(separator: ".", omittingEmptySubsequences: false).first.map(String.init) ?? name
    let words = stem.split { $0.isNumber || " -_()（）[]年月日".contains($0) }
    return words.joined(separator: " ")
  }
}
