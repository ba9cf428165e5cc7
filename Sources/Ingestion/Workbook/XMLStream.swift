// SPDX-License-Identifier: Apache-2.0
import CXML
import Glibc

/// Takes what an XML document says, in its order.
protocol XMLVisitor: AnyObject {
  func start(_ element: XMLName, _ attributes: XMLAttributes)
  func end(_ element: XMLName)
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// The local name of an element or attribute, compared without making a string.
struct XMLName {
  let pointer: UnsafePointer<UInt8>

  static func == (name: XMLName, text: StaticString) -> Bool {
    let length = strlen(UnsafeRawPointer(name.pointer).assumingMemoryBound(to: CChar.self))
    return length == text.utf8CodeUnitCount && memcmp(name.pointer, text.utf8Start, length) == 0
  }
}

/// The attributes of one element: five pointers each, as libxml2 gives them.
struct XMLAttributes {
  let count: Int
  let pointers: UnsafeMutablePointer<UnsafePointer<UInt8>?>?

  /// The bytes of an attribute by local name; nil when it is not there.
  subscript(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
    guard let pointers else { return nil }
    for index in 0..<count {
      guard let local = pointers[index * 5], XMLName(pointer: local) == name,
        let first = pointers[index * 5 + 3],
        let last = pointers[index * 5 + 4]
      else { continue }
      return UnsafeBufferPointer(start: first, count: last - first)
    }
    return nil
  }

  func text(_ name: StaticString) -> String? { self[name].map { String(decoding: $0, as: UTF8.self) } }
  func integer(_ name: StaticString) -> Int? { text(name).flatMap { Int($0) } }
}

/// libxml2's push parser with everything outside XLSX refused: no document type, no entities, no network.
final class XMLStream {
  private var context: xmlParserCtxtPtr?
  private let visitor: any XMLVisitor
  /// The document declared a type; nothing behind it is delivered.
  private(set) var hasDoctype = false

  init(_ visitor: any XMLVisitor) {
    self.visitor = visitor
    _ = XMLStream.libraryIsReady
    var handler = xmlSAXHandler()
    handler.initialized = UInt32(XML_SAX2_MAGIC)
    handler.startElementNs = { user, name, _, _, _, _, count, _, attributes in
      guard let stream = XMLStream.of(user), !stream.hasDoctype, let name else { return }
      stream.visitor.start(XMLName(pointer: name), XMLAttributes(count: Int(count), pointers: attributes))
    }
    handler.endElementNs = { user, name, _, _ in
      guard let stream = XMLStream.of(user), !stream.hasDoctype, let name else { return }
      stream.visitor.end(XMLName(pointer: name))
    }
    handler.characters = { user, text, count in
      guard let stream = XMLStream.of(user), !stream.hasDoctype, let text else { return }
      stream.visitor.text(UnsafeBufferPointer(start: text, count: Int(count)))
    }
    handler.cdataBlock = handler.characters
    handler.internalSubset = { user, _, _, _ in
      guard let stream = XMLStream.of(user) else { return }
      stream.hasDoctype = true
      xmlStopParser(stream.context)
    }
    let this = Unmanaged.passUnretained(self).toOpaque()
    context = xmlCreatePushParserCtxt(&handler, this, nil, 0, nil)
    xmlCtxtUseOptions(context, Int32(XML_PARSE_NONET.rawValue))
  }

  /// libxml2 sets itself up once; two threads doing so at the same time would race.
  private static let libraryIsReady: Void = xmlInitParser()

  deinit { xmlFreeParserCtxt(context) }

  /// Whether the document is well formed so far.
  func feed(_ bytes: UnsafePointer<UInt8>, _ count: Int, isLast: Bool) -> Bool {
    let text = UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self)
    return context != nil && xmlParseChunk(context, text, Int32(count), isLast ? 1 : 0) == 0 && !hasDoctype
  }

  private static func of(_ user: UnsafeMutableRawPointer?) -> XMLStream? {
    user.map { Unmanaged<XMLStream>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Walks a whole entry; nothing happens when it is not there.
  ///
  /// - Throws: `workbookDamaged`, `workbookUnsafe` for a document type.
  static func walk(
    _ archive: Archive, _ path: String, name: String, _ visitor: any XMLVisitor
  ) throws(IngestionError) {
    guard let reader = try archive.open(path) else { return }
    let stream = XMLStream(visitor)
    let block = UnsafeMutablePointer<UInt8>.allocate(capacity: blockSize)
    defer { block.deallocate() }
    while true {
      guard let count = reader.read(block, blockSize) else {
        throw Archive.damaged(name, "\(path) can't be unpacked")
      }
      guard stream.feed(block, count, isLast: count == 0) else { throw stream.refusal(name, path) }
      if count == 0 { return }
    }
  }

  static let blockSize = 64 << 10

  func refusal(_ name: String, _ path: String) -> IngestionError {
    hasDoctype
      ? IngestionError(
        .workbookUnsafe, name, "\(path) declares a document type, which no spreadsheet program writes",
        hint: "save the sheet as a new .xlsx")
      : Archive.damaged(name, "\(path) is not well-formed XML")
  }
}
