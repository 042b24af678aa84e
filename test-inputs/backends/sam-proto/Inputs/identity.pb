
graph0€™
graph0
rootZ
root BB
G
fiberlookupj6

"
*i2BBdenseHPZFiberLookup i: B0:

fiberwriter*
i"X*02densePZFiberWrite i: X0L
fiberlookupj;

"
*j2B8B
compressedHZFiberLookup j: B1?

fiberwriter/
j"X*12
compressedPZFiberWrite j: X1.
	arrayvals²
B

"Array Vals: B.
valwriteÂ

FiberWrite Vals: X*X0