// SPDX-License-Identifier: Apache-2.0
import PlanningCycle

/// A pattern that the description of the API uses for texts of requests, read by hand: the same for every text, whatever it costs others.
enum ContractPattern: String, CaseIterable, Sendable {
  case decimal = #"^-?[0-9]+(\.[0-9]+)?$"#
  case day = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
  case month = "^[0-9]{4}-[0-9]{2}$"
  case period = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|Q[1-4]|W[0-9]{2}|-W[0-9]{2})?$"
  /// One line: no control characters, and none that turn the direction of what follows.
  case label = #"^[^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]*$"#
  /// The same over several lines.
  case prose = #"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]*$"#

  func fits(_ text: String) -> Bool {
    switch self {
    case .decimal: Self.isDecimal(text.utf8[...])
    case .day: Self.hasShape(text, ["dddd-dd-dd"])
    case .month: Self.hasShape(text, ["dddd-dd"])
    case .period: Self.hasShape(text, ["dddd", "dddd-dd", "dddd-dd-dd", "ddddQq", "ddddWdd", "dddd-Wdd"])
    case .label: text.unicodeScalars.allSatisfy { !Self.isControl($0) }
    case .prose: text.unicodeScalars.allSatisfy { !Self.isControl($0) || $0 == "\n" || $0 == "\t" || $0 == "\r" }
    }
  }

  /// What a text has to look like.
  var words: BilingualText {
    switch self {
    case .decimal: BilingualText("应是 -1234.50 这样的数", "is a number such as -1234.50")
    case .day: BilingualText("应是 2026-11-23 这样的日期", "is a day such as 2026-11-23")
    case .month: BilingualText("应是 2026-11 这样的月份", "is a month such as 2026-11")
    case .period:
      BilingualText(
        "应是 2026、2026Q4、2026-11、2026W48 或 2026-11-23 这样的期间", "is a period such as 2026, 2026Q4, 2026-11, 2026W48 or 2026-11-23")
    case .label:
      BilingualText("只能是一行文字，不含控制字符和改变文字方向的字符", "is one line without control characters or characters that turn its direction")
    case .prose: BilingualText("不能含控制字符和改变文字方向的字符", "has no control characters or characters that turn its direction")
    }
  }

  private static func isDecimal(_ text: Substring.UTF8View) -> Bool {
    let digits = text.first == 0x2D ? text.dropFirst() : text
    let whole = digits.prefix { (0x30...0x39).contains($0) }
    let rest = digits.dropFirst(whole.count)
    guard !whole.isEmpty else { return false }
    return rest.isEmpty || (rest.first == 0x2E && rest.count > 1 && rest.dropFirst().allSatisfy { (0x30...0x39).contains($0) })
  }

  /// `d` is a digit, `q` a quarter, everything else itself.
  private static func hasShape(_ text: String, _ shapes: [String]) -> Bool {
    shapes.contains { shape in
      shape.utf8.count == text.utf8.count
        && zip(shape.utf8, text.utf8).allSatisfy { expected, byte in
          switch expected {
          case UInt8(ascii: "d"): (0x30...0x39).contains(byte)
          case UInt8(ascii: "q"): (0x31...0x34).contains(byte)
          default: expected == byte
          }
        }
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
