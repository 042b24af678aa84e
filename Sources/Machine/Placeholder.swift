import FuseIR
