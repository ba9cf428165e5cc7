// SPDX-License-Identifier: Apache-2.0
public import Access
import Planning

/// What can be written in a model text: functions, attributes and operators with a sentence each. `Docs/specs/SPEC-formula-language.md`
/// is the whole of it; a test reads every example here with the language itself.
public struct LanguageGuide: Sendable {
  public struct Function: Sendable {
    public let name: String
    public let signature: String
    public let words: BilingualText
    public let example: String
  }

  public struct Attribute: Sendable {
    public let key: String
    /// The default first; empty for free text.
    public let values: [String]
    public let words: BilingualText
  }

  public struct Operator: Sendable {
    public let name: String
    public let arguments: [(name: String, isRequired: Bool)]
    public let results: [String]
  }

  public let functions: [Function]
  public let attributes: [Attribute]
  public let operators: [Operator]
  public let keywords: [String]
  public let units: [String]

  static let statements = [
    "model", "dimension", "hierarchy", "property", "unit", "section", "input", "measure", "totals", "loop", "assert",
  ]
  static let words = ["if", "then", "else", "and", "or", "not", "over", "by", "where", "until"]
}

extension Workspace {
  public func languageGuide(_ proof: Authorized<To.ViewPlan>) -> LanguageGuide {
    LanguageGuide(
      functions: LanguageGuide.functions, attributes: LanguageGuide.attributes,
      operators: plan.sources.operators.map(\.signature).map { signature in
        LanguageGuide.Operator(
          name: signature.name, arguments: signature.arguments.map { ($0.name, $0.defaultValue == nil) },
          results: signature.results.map(\.name))
      },
      keywords: LanguageGuide.statements + LanguageGuide.words, units: ["件", "元", "人", "天", "月", "%"])
  }
}
