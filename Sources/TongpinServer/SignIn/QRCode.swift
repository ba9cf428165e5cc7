// SPDX-License-Identifier: Apache-2.0
import CQREncode

/// A QR code (ISO/IEC 18004) as rows of modules, for a telephone to read from the screen.
struct QRCode: Hashable {
  /// Row by row, dark is true; as many in a row as there are rows.
  let rows: [[Bool]]

  /// With error correction of level M, in bytes; nil for more than fits into the largest one.
  init?(_ text: String) {
    guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    guard width > 0, let modules = code.pointee.data else { return nil }
    rows = (0..<width).map { row in (0..<width).map { modules[row * width + $0] & 1 == 1 } }
  }

  /// A row as text: 1 is dark.
  var lines: [String] { rows.map { String($0.map { $0 ? "1" : "0" }) } }
}
