// SPDX-License-Identifier: Apache-2.0
import Commerce
import PlanningCycle

/// The words of findings in both languages, as data: the catalogue of the house takes them over.
///
/// `{excerpt}`, `{header}`, `{line}`, `{file}` come from the finding itself, every other placeholder from its parameters.
public enum FindingCatalogue {
  /// One message and what to do about it.
  public struct Entry: Hashable, Sendable {
    public let chinese: String
    public let english: String
    public let hintChinese: String
    public let hintEnglish: String
  }

  public enum Language: Sendable { case chinese, english }

  /// Every code has an entry; a test holds it.
  public static func entry(_ code: FindingCode) -> Entry {
    rejections[code] ?? remarks[code]
      ?? Entry(chinese: code.rawValue, english: code.rawValue, hintChinese: "", hintEnglish: "")
  }

  /// The message of a finding, placeholders filled in.
  public static func message(_ finding: Finding, _ language: Language) -> String {
    let entry = entry(finding.code)
    return fill(language == .chinese ? entry.chinese : entry.english, finding, language)
  }

  /// What to do about a finding.
  public static func hint(_ finding: Finding, _ language: Language) -> String {
    let entry = entry(finding.code)
    return fill(language == .chinese ? entry.hintChinese : entry.hintEnglish, finding, language)
  }

  private static func fill(_ template: String, _ finding: Finding, _ language: Language) -> String {
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      guard let close = rest[open...].firstIndex(of: "}") else { break }
      let name = String(rest[rest.index(after: open)..<close])
      result += value(name, finding, language) ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private static func value(_ name: String, _ finding: Finding, _ language: Language) -> String? {
    if let parameter = finding.parameters.first(where: { $0.name == name }) { return worded(parameter, language) }
    switch name {
    case "excerpt": return finding.excerpt
    case "header": return finding.column?.header
    case "line": return String(finding.line)
    case "file": return finding.file
    default: return nil
    }
  }

  /// Kinds and fields as people call them; the rest is said as it is.
  private static func worded(_ parameter: Finding.Parameter, _ language: Language) -> String {
    switch (parameter.name, language) {
    case ("kind", .chinese): FactKind(rawValue: parameter.value)?.label.chinese ?? parameter.value
    case ("kind", .english): FactKind(rawValue: parameter.value)?.label.english.lowercased() ?? parameter.value
    case ("field", .english): fieldNames[parameter.value] ?? parameter.value
    default: parameter.value
    }
  }

  private static let fieldNames = Dictionary(
    FactSchema.all.flatMap(\.fields).map { ($0.name, $0.words.english) }, uniquingKeysWith: { first, _ in first })
}
