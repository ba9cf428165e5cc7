// SPDX-License-Identifier: Apache-2.0
package import HTTPTypes

/// Finds the route of a request by its method and the segments of its path.
package struct RouteTable: Sendable {
  package let routes: [Route]
  private let segments: [[Substring]]

  package init(_ routes: [Route]) {
    self.routes = routes
    self.segments = routes.map { Array($0.pattern.split(separator: "/")) }
  }

  /// A path that stands in the table as it is written is no parameter of another route: `…/preview` is not the rule `preview`.
  package func match(method: HTTPRequest.Method, path: String) -> (Route, [String: String])? {
    let found = fitting(path).first { routes[$0.index].method == method }
    return found.map { (routes[$0.index], $0.parameters) }
  }

  /// What may be done at a path.
  ///
  /// - Parameter isLiteral: only where no part of it is a parameter.
  package func methods(of path: String, isLiteral: Bool = false) -> [HTTPRequest.Method] {
    fitting(path).filter { !isLiteral || $0.parameters.isEmpty }.map { routes[$0.index].method }
  }

  private func fitting(_ path: String) -> [(index: Int, parameters: [String: String])] {
    let parts = path.split(separator: "/")
    var found: [(index: Int, parameters: [String: String])] = []
    for index in routes.indices where segments[index].count == parts.count {
      if let parameters = Self.parameters(segments[index], parts) { found.append((index, parameters)) }
    }
    let literal = found.filter(\.parameters.isEmpty)
    return literal.isEmpty ? found : literal
  }

  private static func parameters(_ pattern: [Substring], _ parts: [Substring]) -> [String: String]? {
    var parameters: [String: String] = [:]
    for (expected, part) in zip(pattern, parts) {
      if expected.first == "{" {
        parameters[String(expected.dropFirst().dropLast())] = String(part).removingPercentEncodingOrSame
      } else if expected != part {
        return nil
      }
    }
    return parameters
  }
}

extension String {
  /// `%E5%8D%8E` → `华`; a text that is not well formed stays as it is.
  var removingPercentEncodingOrSame: String {
    guard utf8.contains(0x25) else { return self }
    var bytes: [UInt8] = []
    var iterator = utf8.makeIterator()
    while let byte = iterator.next() {
      guard byte == 0x25 else {
        bytes.append(byte)
        continue
      }
      guard let high = iterator.next(), let low = iterator.next(),
        let first = Character(Unicode.Scalar(high)).hexDigitValue,
        let second = Character(Unicode.Scalar(low)).hexDigitValue
      else { return self }
      bytes.append(UInt8(first * 16 + second))
    }
    return String(validating: bytes, as: UTF8.self) ?? self
  }
}
