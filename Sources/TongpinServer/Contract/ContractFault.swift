// SPDX-License-Identifier: Apache-2.0
import PlanningCycle

/// Where a request is not what the description of the API says, and why.
struct ContractFault: Sendable {
  enum Reason: Sendable {
    case missing
    /// Another type of JSON.
    case kind([ContractSchema.Kind])
    case choice([String])
    case length(ClosedRange<Int>, has: Int)
    case count(ClosedRange<Int>, has: Int)
    case bounds(minimum: Double?, maximum: Double?)
    case pattern(ContractPattern)
    /// No such field.
    case unknown
    /// None of several ways to write it.
    case none
  }

  /// `payload.cells[0].cell`; empty for the body as a whole.
  let path: String
  let reason: Reason

  var isMissing: Bool { if case .missing = reason { true } else { false } }

  /// A whole sentence without its full stop.
  var words: BilingualText {
    let (zh, en) = path.isEmpty ? ("请求体", "the body") : (path, path)
    switch reason {
    case .missing: return BilingualText("缺少\(path.isEmpty ? "" : " ")\(zh)", "\(en) is missing")
    case .kind(let kinds):
      return BilingualText(
        "\(zh) 应是\(kinds.map(\.words.chinese).joined(separator: "或"))", "\(en) is \(kinds.map(\.words.english).joined(separator: " or "))")
    case .choice(let known):
      return BilingualText(
        "\(zh) 只能是 \(known.joined(separator: "、"))", "\(en) is \(known.count == 1 ? "" : "one of ")\(known.joined(separator: ", "))")
    case .length(let range, let has):
      return BilingualText(
        "\(zh) 应有 \(Self.span(range, "到", "至多")) 个字符，现有 \(has) 个",
        "\(en) has \(Self.span(range, " to ", "at most ")) characters, not \(has)")
    case .count(let range, let has):
      return BilingualText(
        "\(zh) 应有 \(Self.span(range, "到", "至多")) 项，现有 \(has) 项", "\(en) has \(Self.span(range, " to ", "at most ")) entries, not \(has)")
    case .bounds(let minimum, let maximum):
      let (least, most) = (minimum.map(Self.number), maximum.map(Self.number))
      let zhBounds = [least.map { "不小于 \($0)" }, most.map { "不大于 \($0)" }].compactMap(\.self).joined(separator: "，")
      let enBounds = [least.map { "at least \($0)" }, most.map { "at most \($0)" }].compactMap(\.self).joined(separator: " and ")
      return BilingualText("\(zh) 应\(zhBounds)", "\(en) is \(enBounds)")
    case .pattern(let pattern): return BilingualText("\(zh) \(pattern.words.chinese)", "\(en) \(pattern.words.english)")
    case .unknown: return BilingualText("没有 \(zh) 这个字段", "there is no field \(en)")
    case .none: return BilingualText("\(zh) 与可用的写法都不符", "\(en) is written in none of the ways that are known")
    }
  }

  private static func span(_ range: ClosedRange<Int>, _ to: String, _ most: String) -> String {
    if range.upperBound == .max { return "\(range.lowerBound)+" }
    if range.lowerBound == 0 { return most + "\(range.upperBound)" }
    return range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(range.lowerBound)\(to)\(range.upperBound)"
  }

  private static func number(_ value: Double) -> String {
    Int64(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}

extension ContractSchema.Kind {
  fileprivate var words: BilingualText {
    switch self {
    case .object: BilingualText("对象", "an object")
    case .array: BilingualText("列表", "a list")
    case .string: BilingualText("文字", "a text")
    case .integer: BilingualText("整数", "a whole number")
    case .number: BilingualText("数", "a number")
    case .boolean: BilingualText(" true、false ", "true or false")
    case .null: BilingualText(" null ", "null")
    }
  }
}
