// SPDX-License-Identifier: Apache-2.0

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
    return fill(language == .chinese ? entry.chinese : entry.english, finding)
  }

  /// What to do about a finding.
  public static func hint(_ finding: Finding, _ language: Language) -> String {
    let entry = entry(finding.code)
    return fill(language == .chinese ? entry.hintChinese : entry.hintEnglish, finding)
  }

  private static func fill(_ template: String, _ finding: Finding) -> String {
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{") {
      result += rest[..<open]
      guard let close = rest[open...].firstIndex(of: "}") else { break }
      let name = String(rest[rest.index(after: open)..<close])
      result += value(name, finding) ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private static func value(_ name: String, _ finding: Finding) -> String? {
    if let parameter = finding.parameters.first(where: { $0.name == name }) { return parameter.value }
    switch name {
    case "excerpt": return finding.excerpt
    case "header": return finding.column?.header
    case "line": return String(finding.line)
    case "file": return finding.file
    default: return nil
    }
  }
}
