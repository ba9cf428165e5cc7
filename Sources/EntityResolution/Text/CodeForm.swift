// SPDX-License-Identifier: Apache-2.0

/// What a code is once width, case, separators, leading zeros and what spreadsheets do to numbers make no difference: `000123`, `１２３` and `123.0`
/// are one.
public struct CodeForm: Hashable, Sendable {
  /// The code without what makes no difference; equal ones are the same code.
  public let canonical: String
  /// Once O is read as 0 and I, L as 1: a slip of the hand, a hint and no more.
  public let loose: String
  /// The number behind the letters was written with zeros before it, or with a point behind it.
  public let wasRewritten: Bool

  /// nil where nothing is left.
  public init?(_ text: String) {
    var scalars = FoldText.scalars(text)
    if let first = scalars.first, first == 0x27 { scalars.removeFirst() }
    let before = scalars
    scalars = CodeForm.withoutPoint(scalars)
    if let whole = CodeForm.withoutExponent(scalars) { scalars = whole }
    let parts = CodeForm.parts(scalars)
    guard !parts.isEmpty else { return nil }
    canonical = FoldText.text(parts)
    loose = FoldText.text(CodeForm.parts(scalars.map { $0 == 0x6F ? 0x30 : $0 == 0x69 || $0 == 0x6C ? 0x31 : $0 }))
    wasRewritten = parts != before
  }

  /// Runs of letters and of digits; the zeros before each number go, so that KH-0012 is KH12.
  private static func parts(_ scalars: [UInt32]) -> [UInt32] {
    var parts: [UInt32] = []
    var position = 0
    while position < scalars.count {
      let value = scalars[position]
      guard FoldText.isDigit(value) else {
        if FoldText.isChinese(value) || FoldText.isLatin(value) { parts.append(value) }
        position += 1
        continue
      }
      var end = position
      while end < scalars.count, FoldText.isDigit(scalars[end]) { end += 1 }
      var digits = Array(scalars[position..<end])
      while digits.count > 1, digits[0] == 0x30 { digits.removeFirst() }
      // Two numbers side by side stay two: 1-23 is not 12-3.
      if let last = parts.last, FoldText.isDigit(last) { parts.append(0x2D) }
      parts += digits
      position = end
    }
    return parts
  }

  /// `123.0`, `123.00`: a number that went through a spreadsheet.
  private static func withoutPoint(_ scalars: [UInt32]) -> [UInt32] {
    guard let point = scalars.lastIndex(of: 0x2E), point > 0, point < scalars.count - 1,
      scalars[(point + 1)...].allSatisfy({ $0 == 0x30 }), scalars[..<point].allSatisfy(FoldText.isDigit)
    else { return scalars }
    return Array(scalars[..<point])
  }

  /// `1.23e+05` is 123000; nil for anything else, and where digits were lost.
  private static func withoutExponent(_ scalars: [UInt32]) -> [UInt32]? {
    guard let mark = scalars.firstIndex(of: 0x65), mark > 0, mark + 2 < scalars.count, scalars[mark + 1] == 0x2B else { return nil }
    let power = scalars[(mark + 2)...]
    guard power.count <= 2, power.allSatisfy(FoldText.isDigit) else { return nil }
    let zeros = power.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    let whole = scalars[..<mark].filter { $0 != 0x2E }
    guard whole.allSatisfy(FoldText.isDigit), scalars[..<mark].count - whole.count <= 1 else { return nil }
    let decimals = scalars[..<mark].firstIndex(of: 0x2E).map { mark - $0 - 1 } ?? 0
    // Six digits are what is shown of a longer number: then nobody knows the rest.
    guard zeros >= decimals, zeros <= 18, whole.count < 6 || zeros == decimals else { return nil }
    return Array(whole) + [UInt32](repeating: 0x30, count: zeros - decimals)
  }
}
