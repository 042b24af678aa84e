// Whatever a program holds is text on the page: one style sheet, one script, no element of the program's making.
// RUN: fusec %s -emit=html | FileCheck %s --implicit-check-not='<script>alert' --implicit-check-not='<img'
// CHECK: <title>&lt;script&gt;alert(1)&lt;/script&gt; – fusec</title>
// CHECK: <h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>
// CHECK: @a&quot;&gt;&lt;img src=x onerror=alert(3)&gt;
// CHECK: evil.&lt;b&gt;op&lt;/b&gt; %0 {k&lt;i&gt;
// CHECK: </script></body></html>

module @"<script>alert(1)</script>" attributes {evil.x = "</style><script>alert(2)</script>"} {
  func.func @"a\22><img src=x onerror=alert(3)>"(%x: tensor<4xf32> loc("</title><script>alert(4)</script>")) -> tensor<4xf32> {
    %0 = "evil.<b>op</b>"(%x) {"k<i>" = "'\22--></pre></svg><script>alert(5)</script>", s = "\00\01\FF\0A"} : (tensor<4xf32>) -> tensor<4xf32>
    %1 = "foo.loop"(%0) ({
    ^bb0(%a: tensor<4xf32>):
      %2 = "foo.step"(%a) : (tensor<4xf32>) -> !evil.t<"<script>">
      "foo.next"(%2)[^bb1] : (!evil.t<"<script>">) -> ()
    ^bb1:
      "foo.end"(%0) : (tensor<4xf32>) -> ()
    }) : (tensor<4xf32>) -> tensor<4xf32>
    return %1 : tensor<4xf32>
  }
}
