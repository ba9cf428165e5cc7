// SPDX-License-Identifier: Apache-2.0
public import Commerce
import Journal

/// What somebody confirmed the columns of a file to mean: files with the same headers are read alike from then on.
public struct RememberedLayout: Hashable, Sendable {
  public let kind: FactKind
  /// All headers of the file, in the order of their text.
  public let headers: [String]
  /// Field → header.
  public let columns: [String: String]
  /// The file it was confirmed for.
  public let fileName: String

  public init(kind: FactKind, headers: [String], columns: [String: String], fileName: String) {
    self.kind = kind
    self.headers = headers.sorted()
    self.columns = columns
    self.fileName = fileName
  }

  public func fits(_ headers: [String], kind: FactKind?) -> Bool {
    (kind == nil || kind == self.kind) && headers.sorted() == self.headers && Swift.Set(columns.values).isSubset(of: headers)
  }
}

/// Layouts that were confirmed, newest first; rebuilt from the events at start.
struct LayoutLedger: Sendable {
  /// Beyond it the one confirmed longest ago is forgotten.
  static let limit = 200

  private(set) var layouts: [RememberedLayout] = []

  mutating func note(_ event: Event) {
    if event.kind == Acknowledgements.resetKind { layouts = [] }
    guard let receipt = FactReceipt(event), let layout = Self.layout(receipt) else { return }
    layouts.removeAll { $0.headers == layout.headers && $0.kind == layout.kind }
    layouts.insert(layout, at: 0)
    if layouts.count > Self.limit { layouts.removeLast() }
  }

  static func payload(_ layout: RememberedLayout) -> CanonicalValue {
    .map([
      "headers": .list(layout.headers.map { .text($0) }), "columns": .map(layout.columns.mapValues { .text($0) }),
    ])
  }

  private static func layout(_ receipt: FactReceipt) -> RememberedLayout? {
    guard let value = receipt.command["layout"], let headers = value["headers"]?.list, let columns = value["columns"]?.map else {
      return nil
    }
    return RememberedLayout(
      kind: receipt.kind, headers: headers.compactMap(\.text), columns: columns.compactMapValues(\.text), fileName: receipt.fileName)
  }
}
