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

  package func match(method: HTTPRequest.Method, path: String) -> (Route, [String: String])? {
    let parts = path.split(separator: "/")
    for (index, route) in routes.enumerated() where route.method == method {
      guard segments[index].count == parts.count else { continue }
      if let parameters = Self.parameters(segments[index], parts) { return (route, parameters) }
    }
    return nil
  }

  /// What may be done at a path.
  ///
  /// - Parameter isLiteral: only where no part of it is a parameter.
  package func methods(of path: String, isLiteral: Bool = false) -> [HTTPRequest.Method] {
    let parts = path.split(separator: "/")
    return routes.indices.filter { index in
      guard segments[index].count == parts.count, let found = Self.parameters(segments[index], parts) else { return false }
      return !isLiteral || found.isEmpty
    }.map { routes[$0].method }
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
