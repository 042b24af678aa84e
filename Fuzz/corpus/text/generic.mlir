!a = tensor<4xf32>
#m = affine_map<(d0)[s0] -> (d0 floordiv 2 + s0)>
%0:2 = "t.o"() <{p = 1 : i8}> ({
^b(%x: !a):
  "t.br"(%x)[^b] {m = #m, l = loc("f":1:2)} : (!a) -> ()
}) : () -> (i32, !t.y<[1]>) loc(fused["a", callsite("b" at unknown)])
