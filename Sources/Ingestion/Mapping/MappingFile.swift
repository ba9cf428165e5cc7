// SPDX-License-Identifier: Apache-2.0
import Commerce
import Yams

/// A mapping written as YAML: `kind`, `columns`, `constants`, `values`, `formats`, `keys`, `duplicates`, `header`, `encoding`, `delimiter`.
public struct MappingFile: Sendable {
  /// Nil when a finding stands against it.
  public let mapping: Mapping?
  /// What could not be understood, each with its line.
  public let findings: [Finding]

  /// Reads a file of at most 1 MiB.
  ///
  /// - Throws: `IngestionError.fileNotReadable`, `.fileEmpty`, `.fileTooLarge`, `.encodingNotSupported`, `.notATable`.
  public static func read(path: String) throws(IngestionError) -> MappingFile {
    var limits = Limits()
    limits.fileBytes = 1 << 20
    let name = FileBytes.fileName(of: path)
    let text = try DecodedText.decode(
      FileBytes.read(path: path, name: FileBytes.fileName(of: path), limits: limits), name: name, declared: .utf8)
    let bytes = UnsafeBufferPointer(rebasing: text.bytes.buffer[text.start...])
    return MappingFile(text: String(decoding: bytes, as: UTF8.self), name: name)
  }

  /// - Parameter name: the file's name, for findings.
  public init(text: String, name: String) {
    var reader = MappingReader(name: name)
    mapping = reader.read(text)
    findings = reader.findings
  }
}

/// Walks the YAML tree and collects what it does not understand.
private struct MappingReader {
  let name: String
  var findings: [Finding] = []

  init(name: String) { self.name = name }

  mutating func read(_ text: String) -> Mapping? {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let YamlError.scanner(_, problem, mark, _) {
      return refuse(.mappingNotReadable, mark.line, problem)
    } catch let YamlError.parser(_, problem, mark, _) {
      return refuse(.mappingNotReadable, mark.line, problem)
    } catch {
      return refuse(.mappingNotReadable, 0, "\(error)")
    }
    guard let top = root?.mapping else { return refuse(.mappingNotReadable, 1, "kind: …") }
    guard let kindNode = top["kind"], let kindName = kindNode.string else {
      return refuse(.mappingKindUnknown, 1, "")
    }
    guard let kind = FactKind(name: kindName) else {
      return refuse(.mappingKindUnknown, line(kindNode), kindName)
    }
    var mapping = Mapping(kind: kind)
    let schema = FactSchema.of(kind)
    for (keyNode, value) in top {
      let key = keyNode.string ?? ""
      switch key {
      case "kind": break
      case "columns":
        for (field, header) in fieldPairs(value, schema) {
          if let text = scalar(header) { mapping.columns.append(Mapping.Column(field: field, header: text)) }
        }
      case "constants":
        for (field, constant) in fieldPairs(value, schema) { mapping.constants[field] = scalar(constant) }
      case "values":
        for (field, table) in fieldPairs(value, schema) { mapping.values[field] = valueMap(table) }
      case "formats":
        for (field, form) in fieldPairs(value, schema) { mapping.formats[field] = format(form) }
      case "keys": mapping.keys = keys(value, schema)
      case "duplicates": mapping.addsDuplicates = addsDuplicates(value)
      case "header": mapping.headerLine = positive(value)
      case "encoding": mapping.encoding = encoding(value)
      case "delimiter": mapping.delimiter = delimiter(value)
      default: note(.mappingKeyUnknown, line(keyNode), key)
      }
    }
    return findings.isEmpty ? mapping : nil
  }

  private mutating func fieldPairs(_ node: Node, _ schema: FactSchema) -> [(String, Node)] {
    guard let pairs = node.mapping else {
      note(.mappingValueShape, line(node), node.string ?? "")
      return []
    }
    return pairs.compactMap { keyNode, value in
      let field = keyNode.string ?? ""
      guard schema.index(of: field) != nil else {
        note(
          .mappingFieldUnknown, line(keyNode), field,
          [Finding.Parameter("fields", schema.fields.map(\.name).joined(separator: " "))])
        return nil
      }
      return (field, value)
    }
  }

  private mutating func scalar(_ node: Node) -> String? {
    guard let scalar = node.scalar else {
      note(.mappingValueShape, line(node), "")
      return nil
    }
    return scalar.string
  }

  private mutating func valueMap(_ node: Node) -> [String: String] {
    guard let pairs = node.mapping else {
      note(.mappingValueShape, line(node), node.string ?? "")
      return [:]
    }
    var result: [String: String] = [:]
    for (from, into) in pairs {
      guard let from = scalar(from), let into = scalar(into) else { continue }
      result[from] = into
    }
    return result
  }

  private mutating func format(_ node: Node) -> Mapping.Format {
    var result = Mapping.Format()
    let words = node.sequence.map { $0.map { $0.string ?? "" } } ?? [node.string ?? ""]
    for word in words {
      if let form = DayForm(rawValue: word) {
        result.day = form
      } else if let factor = Int64(word), factor > 0 {
        result.unitFactor = factor
      } else if let factor = ["千元": 1_000, "万元": 10_000, "亿元": 100_000_000, "元": 1][word] {
        result.unitFactor = Int64(factor)
      } else {
        switch word {
        case "month-from-day": result.isMonthFromDay = true
        case "decimal-comma": result.hasDecimalComma = true
        case "percent": result.isPercent = true
        default: note(.mappingFormatUnknown, line(node), word)
        }
      }
    }
    return result
  }

  private mutating func keys(_ node: Node, _ schema: FactSchema) -> [String] {
    guard let items = node.sequence else {
      note(.mappingValueShape, line(node), node.string ?? "")
      return []
    }
    for item in items where schema.index(of: item.string ?? "") == nil {
      note(
        .mappingFieldUnknown, line(item), item.string ?? "",
        [Finding.Parameter("fields", schema.fields.map(\.name).joined(separator: " "))])
    }
    return items.compactMap(\.string)
  }

  private mutating func addsDuplicates(_ node: Node) -> Bool {
    let word = node.string ?? ""
    if word != "add" && word != "refuse" { note(.mappingFormatUnknown, line(node), word) }
    return word == "add"
  }

  private mutating func positive(_ node: Node) -> Int? {
    if let value = node.int, value > 0 { return value }
    note(.mappingValueShape, line(node), node.string ?? "")
    return nil
  }

  private mutating func encoding(_ node: Node) -> TextEncoding? {
    if let encoding = TextEncoding(named: node.string ?? "") { return encoding }
    note(.mappingFormatUnknown, line(node), node.string ?? "")
    return nil
  }

  private mutating func delimiter(_ node: Node) -> UInt8? {
    switch node.string ?? "" {
    case ",", "comma": return 0x2C
    case ";", "semicolon": return 0x3B
    case "\t", "tab": return 0x09
    default:
      note(.mappingFormatUnknown, line(node), node.string ?? "")
      return nil
    }
  }

  private func line(_ node: Node) -> Int { node.mark?.line ?? 0 }

  private mutating func note(
    _ code: FindingCode, _ line: Int, _ excerpt: String, _ parameters: [Finding.Parameter] = []
  ) {
    findings.append(Finding(code: code, file: name, line: line, excerpt: excerpt, parameters: parameters))
  }

  private mutating func refuse(_ code: FindingCode, _ line: Int, _ excerpt: String) -> Mapping? {
    note(code, line, excerpt)
    return nil
  }
}
