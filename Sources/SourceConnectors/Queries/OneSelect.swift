// SPDX-License-Identifier: Apache-2.0
import PlanningCycle

/// A query text that is one SELECT whichever database reads it.
///
/// The guard is the server's: a transaction that may only read, and a user who may. This is the first look, which also keeps the text from
/// leaving the brackets it is put in; forms that databases read differently are refused.
struct OneSelect: Equatable {
  /// Without the semicolon at its end.
  let text: String

  static let byteLimit = 64 << 10

  /// Words that change something wherever they stand as a word of their own.
  private static let changing: Set<String> = [
    "INSERT", "UPDATE", "DELETE", "MERGE", "DROP", "ALTER", "CREATE", "TRUNCATE", "GRANT", "REVOKE", "CALL", "EXEC", "EXECUTE", "INTO",
    "COPY", "LOCK", "COMMIT", "ROLLBACK", "BEGIN", "DECLARE", "SHUTDOWN", "BACKUP", "RESTORE", "OPENROWSET", "OPENQUERY", "OPENDATASOURCE",
  ]

  init(_ text: String) throws(SourceFault) {
    var reader = Reader(Array(text.utf8))
    if let fault = reader.read() { throw fault }
    guard let first = reader.words.first, first == "SELECT" || first == "WITH" else {
      throw Self.fault("查询须以 SELECT 或 WITH 开头", "the query must begin with SELECT or WITH")
    }
    if let word = reader.words.first(where: { Self.changing.contains($0) }) {
      throw Self.fault("查询中有 \(word)", "the query has the word \(word)")
    }
    self.text = String(decoding: reader.bytes[..<reader.end], as: UTF8.self)
  }

  fileprivate static func fault(_ chinese: String, _ english: String) -> SourceFault {
    SourceFault(.notReadOnly, BilingualText(chinese, english))
  }

  /// Walks the text once: words outside quotes, brackets that close, nothing behind the end.
  private struct Reader {
    let bytes: [UInt8]
    var words: [String] = []
    var end = 0
    private var index = 0
    private var depth = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private func byte(_ offset: Int = 0) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }

    mutating func read() -> SourceFault? {
      guard bytes.count <= OneSelect.byteLimit, !bytes.contains(0) else {
        return OneSelect.fault("查询超过 64 KiB 或含空字符", "the query is longer than 64 KiB or has a null character")
      }
      while index < bytes.count {
        if let fault = step() { return fault }
      }
      return depth == 0 ? nil : OneSelect.fault("有括号没有闭合", "a bracket is not closed")
    }

    private mutating func step() -> SourceFault? {
      switch byte() {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): return quoted()
      case UInt8(ascii: "["): return bracketed()
      case UInt8(ascii: "-") where byte(1) == 0x2D: return lineComment()
      case UInt8(ascii: "/") where byte(1) == 0x2A: return comment()
      case UInt8(ascii: "#"), UInt8(ascii: "\\"),
        UInt8(ascii: "$") where byte() != 0x24 || isDollarQuote:
        return OneSelect.fault(
          "引号外有 \(Character(Unicode.Scalar(byte())))，各数据库理解不同",
          "outside quotes stands \(Character(Unicode.Scalar(byte()))), which databases read differently")
      case UInt8(ascii: ";"): return semicolon()
      case UInt8(ascii: "("): (depth, index) = (depth + 1, index + 1)
      case UInt8(ascii: ")"):
        (depth, index) = (depth - 1, index + 1)
        if depth < 0 { return OneSelect.fault("多了一个右括号", "a bracket is closed that was not opened") }
      default: word()
      }
      end = index
      return nil
    }

    private var isDollarQuote: Bool { byte(1) == 0x24 || Self.isLetter(byte(1)) }

    private static func isLetter(_ byte: UInt8) -> Bool {
      (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A) || byte == 0x5F || byte >= 0x80
    }

    private static func isInWord(_ byte: UInt8) -> Bool { isLetter(byte) || (byte >= 0x30 && byte <= 0x39) }

    private mutating func word() {
      let start = index
      while Self.isInWord(byte()) { index += 1 }
      guard index > start else {
        index += 1
        return
      }
      words.append(String(decoding: bytes[start..<index], as: UTF8.self).uppercased())
    }

    private mutating func quoted() -> SourceFault? {
      let quote = byte()
      index += 1
      while index < bytes.count {
        if byte() == UInt8(ascii: "\\"), byte(1) == quote || byte(1) == UInt8(ascii: "\\") {
          return OneSelect.fault("引号内的反斜杠各数据库理解不同", "a backslash in quotes is read differently by databases")
        }
        if byte() == quote {
          index += 1
          guard byte() == quote else {
            end = index
            return nil
          }
        }
        index += 1
      }
      return OneSelect.fault("有引号没有闭合", "a quote is not closed")
    }

    /// A name in SQL Server's brackets, or a place in an array; what could be read as more is refused.
    private mutating func bracketed() -> SourceFault? {
      index += 1
      while index < bytes.count, byte() != UInt8(ascii: "]") {
        guard Self.isInWord(byte()) || [0x20, 0x2D, 0x2E, 0x3A, 0x2F].contains(byte()) else {
          return OneSelect.fault("方括号内只能是名称或数字", "in square brackets stand names and numbers only")
        }
        index += 1
      }
      guard index < bytes.count else { return OneSelect.fault("有括号没有闭合", "a bracket is not closed") }
      index += 1
      end = index
      return nil
    }

    private mutating func lineComment() -> SourceFault? {
      guard [0, 0x20, 0x09, 0x0A, 0x0D, 0x2D].contains(byte(2)) else {
        return OneSelect.fault("注释的“--”后须有空格", "behind the “--” of a comment a blank is needed")
      }
      while index < bytes.count, byte() != 0x0A { index += 1 }
      return nil
    }

    private mutating func comment() -> SourceFault? {
      index += 2
      if byte() == UInt8(ascii: "!") || (byte() == UInt8(ascii: "M") && byte(1) == UInt8(ascii: "!")) {
        return OneSelect.fault("注释中的语句会被执行", "a statement in a comment would be run")
      }
      while index < bytes.count {
        if byte() == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
          index += 2
          return nil
        }
        if byte() == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
          return OneSelect.fault("注释套注释，各数据库理解不同", "comments inside comments are read differently by databases")
        }
        index += 1
      }
      return OneSelect.fault("有注释没有闭合", "a comment is not closed")
    }

    /// At the end only, with nothing behind it but blanks and comments.
    private mutating func semicolon() -> SourceFault? {
      let wordsBefore = words.count
      let endBefore = end
      index += 1
      while index < bytes.count {
        if byte() == UInt8(ascii: ";") {
          index += 1
          continue
        }
        let start = index
        if let fault = step() { return fault }
        let isBlank = [0x20, 0x09, 0x0A, 0x0D, 0x2D, 0x2F].contains(bytes[start])
        if !isBlank || words.count > wordsBefore {
          return OneSelect.fault("只能有一条语句，分号后还有内容", "one statement only: something stands behind the semicolon")
        }
      }
      end = endBefore
      return nil
    }
  }
}
