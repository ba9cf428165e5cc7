// SPDX-License-Identifier: Apache-2.0

/// What a quantity is counted or measured in: 台, kg, h.
///
/// Units are equal when their codes are. Two codes for one idea (EA, 个) stay two units: which of them are the same is the
/// company's to say, when its files are mapped.
public struct UnitOfMeasure: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// As the company writes it, without blanks around.
  public let code: String
  /// Decimals that quantities of it are shown and planned with: 0 for what is counted, 4 for what is measured.
  public let decimals: Int

  /// nil when the code is blank, longer than 16 characters, or `decimals` is not 0...6.
  public init?(code: some StringProtocol, decimals: Int? = nil) {
    var trimmed = Substring(code)
    while let first = trimmed.first, first.isWhitespace { trimmed.removeFirst() }
    while let last = trimmed.last, last.isWhitespace { trimmed.removeLast() }
    guard !trimmed.isEmpty, trimmed.count <= 16, (0...6).contains(decimals ?? 0) else { return nil }
    self.code = String(trimmed)
    self.decimals = decimals ?? (UnitOfMeasure.measured.contains(trimmed.lowercased()) ? 4 : 0)
  }

  private init(known code: String, decimals: Int) {
    self.code = code
    self.decimals = decimals
  }

  public static let piece = UnitOfMeasure(known: "件", decimals: 0)
  public static let machine = UnitOfMeasure(known: "台", decimals: 0)
  public static let kilogram = UnitOfMeasure(known: "kg", decimals: 4)
  public static let hour = UnitOfMeasure(known: "h", decimals: 4)

  public static func == (left: UnitOfMeasure, right: UnitOfMeasure) -> Bool { left.code == right.code }
  public func hash(into hasher: inout Hasher) { hasher.combine(code) }
  public static func < (left: UnitOfMeasure, right: UnitOfMeasure) -> Bool { left.code < right.code }

  public var description: String { code }

  private static let measured: Swift.Set<String> = [
    "g", "kg", "t", "lb", "oz", "克", "千克", "公斤", "斤", "吨", "mm", "cm", "m", "km", "in", "ft", "毫米", "厘米", "米",
    "公里",
    "m2", "㎡", "平方米", "m3", "立方米", "ml", "l", "毫升", "升", "gal", "h", "hr", "min", "s", "小时", "工时", "分钟",
    "kwh", "度", "千瓦时",
  ]
}
