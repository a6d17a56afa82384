-- Books from version 1 to 2.  Read README.md here before you add a line.

@code
