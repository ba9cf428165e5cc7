// SPDX-License-Identifier: Apache-2.0

/// A function of the language: what it takes, what it means, and an example that is run.
///
/// The one table of them, ``all``, drives the check of calls, the manual, and completion in editors.
public struct FunctionSignature: Sendable {
  /// Where it stands in the manual.
  public enum Group: String, CaseIterable, Sendable { case cells, time, axes, dimensions }

  public struct Argument: Sendable {
    /// `else`; nil for an argument by place.
    public let label: String?
    /// What stands for it in the form: `x`, `n`, `-2..0`.
    public let placeholder: String
    public let isRequired: Bool
    /// May stand several times.
    public let repeats: Bool
    public let words: Wording
  }

  /// A formula over the example model of the manual and what it gives for the months of 2026, members in outline order.
  public struct Example: Sendable {
    public let formula: String
    /// What the measure that has the formula runs over: `month`, `Item, month`.
    public let axes: String
    /// nil is missing.
    public let result: [Double?]

    /// `130, 70, –`: four decimals at most, a dash where it is missing.
    public var text: String { result.map(Example.text).joined(separator: ", ") }

    private static func text(_ value: Double?) -> String {
      guard let value else { return "–" }
      let ten = Int((value * 10_000).rounded(.toNearestOrAwayFromZero))
      var digits = String(ten.magnitude % 10_000)
      digits = String(repeating: "0", count: 4 - digits.count) + digits
      while digits.last == "0" { digits.removeLast() }
      return (ten < 0 ? "-" : "") + String(ten.magnitude / 10_000) + (digits.isEmpty ? "" : "." + digits)
    }
  }

  public let name: String
  public let group: Group
  public let arguments: [Argument]
  /// `over Item` or `by Item.Family` follows the argument.
  public let takesScope: Bool
  public let words: Wording
  public let example: Example

  /// How many arguments by place a call has.
  public var places: ClosedRange<Int> {
    let by = arguments.filter { $0.label == nil }
    return by.count(where: \.isRequired)...(by.contains(where: \.repeats) ? 64 : by.count)
  }

  public var labels: [String] { arguments.compactMap(\.label) }

  /// `lag(x, n, else: y)`
  public var form: String {
    let parts = arguments.map { ($0.label.map { $0 + ": " } ?? "") + $0.placeholder + ($0.repeats ? ", …" : "") }
    return name + "(" + parts.joined(separator: ", ") + (takesScope ? " over Dimension" : "") + ")"
  }

  public static let all: [FunctionSignature] = cells + time + axes + dimensions

  public static func named(_ name: String) -> FunctionSignature? { byName[name] }

  public static let names: [String] = all.map(\.name).sorted()

  private static let byName = Dictionary(
    all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}

extension FunctionSignature.Argument {
  static func place(_ placeholder: String, _ chinese: String, _ english: String) -> Self {
    Self(
      label: nil, placeholder: placeholder, isRequired: true, repeats: false, words: Wording(chinese, english))
  }

  static func optional(_ placeholder: String, _ chinese: String, _ english: String) -> Self {
    Self(
      label: nil, placeholder: placeholder, isRequired: false, repeats: false, words: Wording(chinese, english)
    )
  }

  static func more(_ placeholder: String, _ chinese: String, _ english: String) -> Self {
    Self(
      label: nil, placeholder: placeholder, isRequired: false, repeats: true, words: Wording(chinese, english))
  }

  static func label(
    _ label: String, _ placeholder: String, _ chinese: String, _ english: String, isRequired: Bool = false
  ) -> Self {
    Self(
      label: label, placeholder: placeholder, isRequired: isRequired, repeats: false,
      words: Wording(chinese, english))
  }
}

extension FunctionSignature {
  init(
    _ name: String, _ group: Group, _ arguments: [Argument], _ words: Wording, takesScope: Bool = false,
    _ formula: String, over axes: String = "month", _ result: [Double?]
  ) {
    self.name = name
    self.group = group
    self.arguments = arguments
    self.takesScope = takesScope
    self.words = words
    example = Example(formula: formula, axes: axes, result: result)
  }

  static let x = Argument.place("x", "公式", "a formula")
}
